"""Checks that what each claim quotes stands, byte for byte, on the lines that it names.

    spans.py MACARONI FOLDER…

Reads every document in the folders and prints how many claims were checked. Documents that had to be decoded first (UTF-16,
NUL, invalid UTF-8) are left out, because lines count in what they decode to; so are claims of weight headers, which have no
lines.
"""

import collections
import json
import pathlib
import re
import subprocess
import sys
import urllib.parse

LINE = re.compile(rb"[^\r\n]*(?:\r\n|\r|\n|\Z)")


def lines_of(path):
    data = path.read_bytes()
    if b"\0" in data or data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return None
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return LINE.findall(data)


def main():
    checked = collections.Counter()
    wrong = []
    for folder in map(pathlib.Path, sys.argv[2:]):
        reader = subprocess.Popen(
            [sys.argv[1], "read", folder, "--root", folder], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        document, lines = None, None
        for text in reader.stdout:
            claim = json.loads(text)
            name = urllib.parse.unquote(claim["subject"].removeprefix("mz:model/file/"))
            if name != document:
                document, lines = name, lines_of(folder / name)
                checked["documents"] += 1
            first, last = claim["span"].get("line_start"), claim["span"].get("line_end")
            if lines is None or first is None:
                checked["left out"] += 1
                continue
            checked["claims"] += 1
            if claim["raw"].encode() not in b"".join(lines[first - 1:last]):
                wrong.append(f"{name}:{first}: {claim['predicate']}: {claim['raw'][:80]!r}")
        if reader.wait():
            sys.exit(f"spans: macaroni read {folder} ended with {reader.returncode}")
    print(f"spans: {checked['claims']} claims of {checked['documents']} documents checked, {len(wrong)} not on their lines; "
          f"{checked['left out']} without lines of their own")
    for line in wrong[:20]:
        print("  " + line)
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
