"""Reads every document of a folder of zoos: what is read of each format, and whether every quote stands where it is said to.

usage: coverage.py MACARONI ZOOS [CARDS.jsonl.gz]

CARDS has a model card a line, {"modelId": …, "readme": …}. Exits with 1 if a claim that was not inferred quotes what does not
stand on its lines byte for byte. (A document may be read and state nothing.)
"""
import collections
import gzip
import json
import os
import re
import subprocess
import sys
import tempfile
import urllib.parse

LINE = re.compile(rb"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")
SUBJECT = "mz:model/file/"


def run(program, folder, *flags):
    """The answers of the program about a folder, and what it says of documents that it does not read, by document."""
    done = subprocess.run([program, "read", *flags, "--root", folder, folder], capture_output=True)
    # 65 says that of some documents nothing could be read, which is what is counted here.
    if done.returncode not in (0, 65):
        sys.exit(f"coverage: '{program} read' ended with {done.returncode}: {done.stderr.decode(errors='replace')[-400:]}")
    said = collections.defaultdict(list)
    for line in done.stderr.decode(errors="replace").splitlines():
        name, _, reason = line.partition(": ")
        said[re.sub(r":\d+$", "", name)].append(reason)
    return done.stdout.splitlines(), said


def texts(folder):
    for where, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            path = os.path.join(where, name)
            yield os.path.relpath(path, folder), path


class Lines:
    """The lines of the document that was asked for last."""

    def __init__(self, folder):
        self.folder, self.name, self.lines = folder, None, None

    def of(self, name):
        if name != self.name:
            with open(os.path.join(self.folder, name), "rb") as file:
                data = file.read()
            try:
                data.decode()
                self.lines = None if b"\0" in data else LINE.findall(data)
            except UnicodeDecodeError:
                self.lines = None
            self.name = name
        return self.lines


def quotes(folder, answers):
    """How many claims quote what stands on their lines; those that do not; how many of decoded text cannot be told."""
    right, wrong, untold = collections.Counter(), [], 0
    claims = collections.defaultdict(list)
    for answer in answers:
        claim = json.loads(answer)
        claims[urllib.parse.unquote(claim["subject"][len(SUBJECT):])].append(claim)
    source = Lines(folder)
    for name, group in claims.items():
        lines = source.of(name)
        for claim in group:
            if claim["method"] == "inferred" or name.endswith((".onnx", ".safetensors", ".gguf")):
                continue
            if lines is None:
                untold += 1
                continue
            span = claim.get("span", {})
            first, last = span.get("line_start", 0), span.get("line_end", 0)
            text = b"".join(lines[max(first - 1, 0):last])
            if 1 <= first <= last <= max(1, len(lines)) and claim["raw"].encode() in text:
                right[name] += 1
            else:
                wrong.append(f"{name}:{first}: {claim['predicate']}: {claim['raw'][:80]!r}")
    return right, wrong, untold


def kind(name):
    return os.path.splitext(name)[1].lstrip(".").lower() or "none"


def report(folder, answers, said):
    rows = collections.defaultdict(lambda: [0, 0, 0, 0])
    claims = collections.Counter()
    for answer in answers:
        claims[urllib.parse.unquote(json.loads(answer)["subject"][len(SUBJECT):])] += 1
    for name, _ in texts(folder):
        row = rows[(name.split("/")[0] if "/" in name else "", kind(name))]
        row[0] += 1
        row[1] += name in claims
        row[2] += name not in claims and bool(said.get(name))
        row[3] += claims[name]
    print(f"{'zoo':28}{'format':>10}{'documents':>11}{'with claims':>13}{'refused':>9}{'claims each':>13}")
    for (zoo, suffix), (documents, read, refused, count) in sorted(rows.items()):
        print(f"{zoo:28}{suffix:>10}{documents:>11}{read:>13}{refused:>9}{count / documents:>13.1f}")
    reasons = collections.Counter(re.sub(r"\d+|'[^']*'", "…", reason) for some in said.values() for reason in some)
    print("\nreasons said")
    for reason, count in reasons.most_common(25):
        print(f"{count:>7}  {reason[:110]}")


def check(title, folder, answers):
    right, wrong, untold = quotes(folder, answers)
    print(f"\n{title}: {sum(right.values())} quotes of {len(right)} documents stand on their lines, {len(wrong)} do not; "
          f"{untold} of text that had to be decoded first are not looked for")
    for line in wrong[:20]:
        print("  " + line)
    return not wrong


def main():
    program, zoos = sys.argv[1:3]
    answers, said = run(program, zoos)
    report(zoos, answers, said)
    good = check("documents of the zoos", zoos, answers)
    if len(sys.argv) > 3 and os.path.exists(sys.argv[3]):
        with tempfile.TemporaryDirectory() as folder:
            with gzip.open(sys.argv[3], "rt", encoding="utf-8") as file:
                for number, line in enumerate(file):
                    with open(f"{folder}/{number:05}.md", "wb") as card:
                        card.write(json.loads(line)["readme"].encode("utf-8", "surrogatepass"))
            good &= check("cards of the Hub", folder, run(program, folder)[0])
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    main()
