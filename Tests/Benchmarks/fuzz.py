"""Changes documents of every format at random, with a fixed seed, and has them read: nothing may crash, hang, grow without
bound or quote what is not there. Then reads documents that are made to break parsers, and cards of growing length.

usage: fuzz.py MACARONI [COUNT]

COUNT is how many changed documents are read (default: 100000).
"""
import itertools
import os
import pathlib
import random
import re
import resource
import struct
import subprocess
import sys
import tempfile
import time

import coverage

HERE = os.path.dirname(os.path.abspath(__file__))
SAMPLE = os.path.join(HERE, "..", "..", "pipeline", "sample-zoo", "models")
MEMORY = 1 << 30  # bytes that the program may take
SECONDS = 10  # that one hostile document may take
BATCH = 2500

CARD = """---
license: mit
language: [en, de]
datasets:
- squad
model-index:
- name: m
  results:
  - task: {type: qa}
    dataset: {name: SQuAD, type: squad}
    metrics: [{type: f1, value: 88.1}]
---
# Tiny

A fine-tuned version of [bert-base](https://huggingface.co/bert-base) on the SQuAD dataset with 110M parameters.

<!-- task: qa -->

## Evaluation

| Dataset | F1 (%) | Params (M) |
|---|---:|---|
| SQuAD v2 | **88.1** ± 0.2 | 110 |

## Training

- learning_rate: 3e-05
- 8 V100 GPUs, took 3 days

<table><tr><td rowspan=2>a</td><td>1</td></tr></table>

```python
from transformers import pipeline
```
"""
YAML = """Collections: &c
- Name: T
  Paper: {URL: https://arxiv.org/abs/1706.03762}
Models:
- Name: a
  Metadata:
    <<: {FLOPs: 0.3G}
    Parameters: 34.5M
    Training Data: [Cats, !x Dogs]
    Training Resources: 8x V100 GPUs
    inference time (ms/im):
    - {value: 20.5, hardware: V100, batch size: 1}
  description: |
    Trained on the COCO dataset for
    object detection.
  Results:
  - Dataset: Cats
    Metrics: {Top 1 Accuracy: 81.1%}
- Name: b
  more: *c
"""
JSON = r"""{"models": [{"name": "a\u00e9\ud83d\ude00", "license": "mit", "description": "See `x <https://arxiv.org/abs/1404.5997>`_
for more", "accuracy": {"tag_acc": 91.5, "ents": {"ORG": {"p": 0.5}}}, "shape": [1, 3, 224, 224]},
{"name": "b", "num_parameters": 1e9}]}"""
RST = """Tiny
====

See `paper <https://arxiv.org/abs/1706.03762>`_ [1]_ and :ref:`x`::

   import timm

Results
-------

===== =====
Data  F1
===== =====
A     71.5
===== =====

+---+---+
| a | b |
+===+===+
| 1 | 2 |
+---+---+

.. note::

   Trained on ImageNet.

.. [1] `Somebody`_
.. _Somebody: https://arxiv.org/abs/1404.5997
"""
HTML = """<h1>T</h1><p>for image classification <a href='https://github.com/a/b'>c</a>
<table><tr><th>Dataset<th>F1<tr><td rowspan=2 colspan=3>A<td>71.5</table><pre>x</pre>"""
CSV = 'model,img_size,top1,param_count\n"a ""b"", c",224,71.2,"1,013.01"\r\nd [1]_,384,60.1,2.5\n'
RECORD = """{"id":"a/b","tags":["pytorch","license:mit"],"downloads":3,"siblings":[{"rfilename":"a","size":5}],
"config":{"architectures":["B"]}}"""
CONFIG = '{"architectures":["B"],"model_type":"b","image_size":[224,224]}'
SAFETENSORS = '{"__metadata__":{"format":"pt"},"w":{"dtype":"F32","shape":[2,3],"data_offsets":[0,24]}}'


def gguf():
    def text(value):
        return struct.pack("<Q", len(value)) + value

    pairs = text(b"general.architecture") + struct.pack("<I", 8) + text(b"llama")
    pairs += text(b"general.name") + struct.pack("<I", 8) + text(b"tiny")
    pairs += text(b"x") + struct.pack("<IIQ", 9, 4, 2) + struct.pack("<II", 1, 2)
    tensor = text(b"w") + struct.pack("<IQQIQ", 2, 2, 3, 0, 0)
    return b"GGUF" + struct.pack("<IQQ", 3, 1, 3) + pairs + tensor + bytes(64)


def seeds():
    """Names of files and their bytes; the name tells the format."""
    found = [
        ("card.md", CARD.encode()), ("card.mdx", CARD.encode()), ("wide.md", CARD.encode("utf-16")),
        ("marked.md", b"\xef\xbb\xbf" + CARD.replace("\n", "\r\n").encode()),
        ("file.yaml", YAML.encode()), ("file.json", JSON.encode()), ("page.rst", RST.encode()), ("page.html", HTML.encode()),
        ("table.csv", CSV.encode()), ("table.tsv", CSV.replace(",", "\t").encode()), ("infos.json", RECORD.encode()),
        ("config.json", CONFIG.encode()), ("w.gguf", gguf()),
        ("w.safetensors", struct.pack("<Q", len(SAFETENSORS)) + SAFETENSORS.encode() + bytes(24)),
    ]
    for where, folders, names in os.walk(SAMPLE):
        folders.sort()
        for name in sorted(names):
            path = os.path.join(where, name)
            if name.endswith((".md", ".onnx")) and os.path.getsize(path) < 200_000:
                with open(path, "rb") as file:
                    found.append((name, file.read()))
    return found


# What breaks parsers.
PIECES = [
    b"\0", b"\xff", b"\xfe\xff", b"\xef\xbb\xbf", b"\r", b"\r\n", b"\xc3", b"\xed\xa0\x80", b"\xe2\x80\xa8", b"---\n",
    b"&a [*a]", b"*a", b"{{ x }}", b"<!--", b"-->", b"\\ud800", b"1e999999999", b"99999999999999999999", b"|", b"||||\n",
    b"<table>", b"]]]]", b"[[[[", b'"', b"``", b".. x::\n", b"====\n", b"+--+\n", b"\t", b" ", b"-0.0%", b"(" * 300,
    b"> " * 200, b"\xff" * 8, b"\x7f" + b"\xff" * 7, "\u202e".encode(), b"\n- a: |\n", b"\n```\n",
]


def changed(data, chance, others):
    data = bytearray(data)
    for _ in range(chance.randint(1, 6)):
        at = chance.randint(0, len(data))
        end = min(len(data), at + chance.randrange(40))
        choice = chance.randrange(8)
        if choice == 0 and at < len(data):
            data[at] = chance.randrange(256)
        elif choice == 1:
            del data[at:end]
        elif choice == 2:
            data[at:at] = chance.choice(PIECES)
        elif choice == 3:
            data[chance.randint(0, len(data)):0] = data[at:end]
        elif choice == 4 and chance.randrange(4) == 0:
            del data[at:]
        elif choice == 5:
            other = chance.choice(others)[1]
            start = chance.randint(0, len(other))
            data[at:at] = other[start:start + 60]
        elif choice == 6:
            data[at:at] = chance.choice(PIECES) * chance.randrange(20)
        else:
            data[at:end] = bytes(chance.randrange(256) for _ in range(end - at)) if chance.randrange(4) == 0 else data[at:end] * 2
    return bytes(data)


def bounded():
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def started(arguments, seconds):
    """Runs the program; its answers, what it says, the seconds and the peak of memory in bytes; None for what went wrong."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        start = time.monotonic()
        process = subprocess.Popen(arguments, stdout=out, stderr=err, preexec_fn=bounded)
        while True:
            pid, status, usage = os.wait4(process.pid, os.WNOHANG)
            if pid:
                break
            if time.monotonic() - start > seconds:
                process.kill()
                os.wait4(process.pid, 0)
                process.returncode = -9
                return None, f"took more than {seconds} s", seconds, 0
            time.sleep(0.002)
        process.returncode = os.waitstatus_to_exitcode(status)
        spent = usage.ru_utime + usage.ru_stime
        out.seek(0)
        err.seek(0)
        if process.returncode not in (0, 65):
            return None, f"ended with {process.returncode}: {err.read()[-200:]!r}", spent, usage.ru_maxrss << 10
        return out.read().splitlines(), err.read().decode(errors="replace"), spent, usage.ru_maxrss << 10


def mutate(program, count):
    """Whether all changed documents are survived."""
    chance = random.Random(20220214)
    documents = seeds()
    peak = claims = 0
    faults = []
    for start in range(0, count, BATCH):
        with tempfile.TemporaryDirectory() as folder:
            for number in range(start, min(count, start + BATCH)):
                name, data = documents[number % len(documents)]
                # Kinds go by the whole name, so each has its own folder.
                os.mkdir(f"{folder}/{number:06}")
                with open(f"{folder}/{number:06}/{name}", "wb") as file:
                    file.write(changed(data, chance, documents))
            answers, said, _, memory = started([program, "read", "--root", folder, folder], 120)
            peak = max(peak, memory)
            if answers is None:
                faults.append(f"documents {start} to {start + BATCH}: {said}")
                continue
            right, wrong, _ = coverage.quotes(folder, answers)
            claims += sum(right.values())
            faults += wrong
    print(f"{count} changed documents of {len(documents)} were read: {claims} quotes stand on their lines, "
          f"{len(faults)} faults, peak {peak >> 20} MB")
    for fault in faults[:20]:
        print("  " + fault)
    return not faults and peak < MEMORY


def bombs():
    """Names and bytes of what is made to break parsers."""
    laughs = "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 30))
    merges = "a0: &a0 {k: v}\n" + "".join(f"a{n}: &a{n} {{<<: [*a{n - 1}, *a{n - 1}], k{n}: 1}}\n" for n in range(1, 3000))
    yield "aliases.yaml", laughs
    yield "aliases.md", f"---\n{laughs}---\n# T\n"
    yield "merges.yaml", merges
    million = 1 << 20
    ten = 10_000_000
    for suffix in ["md", "mdx", "rst", "html", "yaml", "json", "csv", "tsv"]:
        yield f"brackets.{suffix}", "[" * ten
        yield f"long-line.{suffix}", "word " * (million // 5) + "1 "
        yield f"one-word.{suffix}", "a" * million
        yield f"quotes.{suffix}", '"' * million
        yield f"stars.{suffix}", "*a_ " * (million // 4)
        yield f"empty-lines.{suffix}", "\n" * million
        yield f"returns.{suffix}", "\r" * million
    yield "braces.json", '{"a":' * 500_000
    yield "braces.yaml", "{a: " * 500_000
    yield "config.json", '{"a":' * 500_000
    yield "infos.json", "[" * million
    yield "indents.yaml", "".join(" " * n + "a:\n" for n in range(2000))
    yield "dashes.yaml", "- " * 200_000
    yield "dashes.md", "- " * 200_000
    yield "based.md", "based-" * 160_000
    yield "joined.md", "trained-on-" * 90_000
    yield "quotes-deep.md", "> " * 200_000 + "x"
    yield "comments.md", "<!--" * 250_000
    yield "links.md", "[a](" * 250_000
    yield "ticks.md", "".join("`" * (n % 300) + " " for n in range(10_000))
    yield "references.md", "".join(f"[a{n}]: http://x.y/{n}\n" for n in range(40_000)) + "[a1] " * 40_000
    yield "rows.md", "| Dataset | F1 |\n|---|---|\n" + "| a | 71.5 |\n" * 100_000
    yield "columns.md", "|" + " F1 |" * 50_000 + "\n|" + "---|" * 50_000 + "\n|" + " 1 |" * 50_000 + "\n"
    told = "The metric as a report of following table results is said with words here. " * 18 + "\n\n"
    yield "told.md", "## Evaluation\n\n" + told * 4 + "| a | b |\n|---|---|\n| c | 71.5 |\n\n" * 15_000
    yield "rows.csv", "model,top1\n" + "a,71.5\n" * 100_000
    yield "rows.tsv", "model\ttop1\n" + "a\t71.5\n" * 100_000
    yield "columns.csv", "top1," * 200_000 + "\n" + "1," * 200_000
    yield "rows.html", "<table><tr><th>Dataset<th>F1" + "<tr><td>a<td>71.5" * 100_000 + "</table>"
    yield "spans.html", "<table>" + "<tr><td rowspan=65000 colspan=1000>1" * 2000 + "</table>"
    yield "spans.md", "<table>" + "<tr><td rowspan=65000 colspan=1000>1" * 2000 + "</table>"
    yield "tags.html", "<div>" * 500_000
    yield "tags.md", "<div>\n" * 200_000
    yield "attributes.html", "<a " + "b=1 " * 250_000
    yield "rows.rst", "===== =====\nData  F1\n===== =====\n" + "A     71.5\n" * 100_000 + "===== =====\n"
    yield "grid.rst", "+---+---+\n| a | b |\n+===+===+\n" + "| 1 | 2 |\n+---+---+\n" * 100_000
    yield "columns.rst", "== " * 50_000 + "\n" + "a\n" * 300_000 + "== " * 50_000 + "\n"
    yield "open-grid.rst", "+---+---+\n" + "| a | b |\n" * 100_000
    yield "titles.rst", "".join(f"T{n}\n====\n\n" for n in range(100_000))
    yield "indents.rst", "".join(" " * n + "a\n\n" for n in range(2000))
    yield "roles.rst", "`a <" * 250_000
    yield "rows.json", '[' + ",".join(['{"name": "a", "accuracy": 0.5}'] * 100_000) + "]"
    yield "rows.yaml", "Models:\n" + "- Name: a\n  Results: [{Dataset: b, Metrics: {F1: 1}}]\n" * 30_000
    yield "w.safetensors", struct.pack("<Q", 1 << 62)
    yield "deep.safetensors", struct.pack("<Q", million) + b'{"a":' * (million // 5)
    yield "w.gguf", b"GGUF" + struct.pack("<IQQ", 3, 1 << 60, 1 << 60) + b"\xff" * 4096
    yield "strings.gguf", b"GGUF" + struct.pack("<IQQ", 3, 0, 1) + struct.pack("<Q", 1 << 61) + b"a" * 4096
    yield "w.onnx", b"\x3a\xff\xff\xff\xff\x0f" + b"\x3a" * million


# Each makes a rule look around at every word: for the ends of a sentence, the line of a fact, names behind a verb, links.
PROSE = [
    "we used training set from for to train ", "trained batches of 256 sequences of length 512 iterations 500 updates ",
    "results on GULL outperforms on SOTA ", "training took between 10 and 30 minutes on a GPU ",
    "the training data used for this is from ", "trained with batch size of 32 instead of padding ",
    "Training took 3 days on 8 V100 GPUs. ", "Training took 3 days on 8 V100 GPUs.\n", "8 V100 GPUs, 4 Tesla T4s, ",
    "It was pre-trained on text sourced from GULLText, HERON, and OpenTern. ",
    "It was trained on [GULL](https://x.y/a) and `heron`, see [code](https://github.com/a/b). ",
    "It achieves 91.3 F1 on SQuAD v2 and 110M parameters, license: mit, Epochs: 3, ",
]


def paragraphs():
    """The same in one paragraph of 700 kB each, and lists that go on as long."""
    for number, words in enumerate(PROSE):
        yield f"prose-{number}.md", "## Model description\n\nTrained and evaluated. " + words * (700_000 // len(words))
    yield "pixels.md", "# x\n\ninput size " + " ".join(f"{100 + n % 900}x{100 + n % 700}" for n in range(100_000))
    yield "languages.md", "# x\n\n## Languages\n\n" + "English, " * 80_000
    yield "imports.md", "".join(
        "```python\n" + "".join(f"import a{block}_{line}\n" for line in range(3500)) + "```\n\n" for block in range(16))
    yield "citations.md", "# x\n\n" + "Citation:\n\n```\n@article{a}\n```\n\n" * 30_000
    yield "anchors.md", "# x\n\n" + "".join(f'<a href="https://github.com/a/b{n}">code</a>\n' for n in range(20_000))


def sentences(seed=7):
    """What the rules quote as examples, cut and put together at random: words that rules know, in places that they do not."""
    source = pathlib.Path(HERE, "..", "..", "Sources", "Extraction")
    comments = (line.partition("//")[2] for path in sorted(source.rglob("*.swift")) for line in path.open(encoding="utf-8"))
    quoted = sorted({quote for comment in comments for quote in re.findall(r'"([^"]{3,120})"', comment)})
    chance = random.Random(seed)
    for number in range(40):
        parts = []
        for _ in range(6000):
            words = chance.choice(quoted).replace("…", "https://x.y/a").split()
            low = chance.randrange(len(words))
            parts.append(" ".join(words[low : chance.randint(low + 1, len(words))]) + chance.choice(["", "", "", ",", ".", ".\n\n"]))
        heading = chance.choice(["Training data", "Evaluation", "Model description", "Training procedure", "x"])
        yield f"sentences-{number}.md", f"# Otter\n\n## {heading}\n\n" + " ".join(parts) + "\n"


def hostile(program):
    """Whether each is read or refused within the bounds."""
    good, number, slowest, largest = True, 0, (0, ""), (0, "")
    with tempfile.TemporaryDirectory() as folder:
        for name, content in itertools.chain(bombs(), paragraphs(), sentences()):
            path = f"{folder}/{name}"
            with open(path, "wb") as file:
                file.write(content if isinstance(content, bytes) else content.encode())
            answers, said, seconds, memory = started([program, "read", "--facts", "--root", folder, path], SECONDS)
            number += 1
            slowest, largest = max(slowest, (seconds, name)), max(largest, (memory, name))
            if answers is None or memory > MEMORY:
                good = False
                print(f"  {name}: {said[:150] if answers is None else ''} {seconds:.1f} s, {memory >> 20} MB")
            os.remove(path)
    print(f"{number} hostile documents: slowest {slowest[1]} with {slowest[0]:.1f} s, largest {largest[1]} with "
          f"{largest[0] >> 20} MB")
    return good


def linear(program):
    """Whether twice the length takes at most 2.6 times the time, the start of the program taken off: of cards of more and
    more sections, and of one ever longer paragraph."""
    sections = CARD.split("---\n", 2)[2]
    sentences = "".join(words.replace("\n", " ") for words in PROSE)
    return all([grows(program, "a card", sections, 1000), grows(program, "a paragraph", sentences, 800)])


def grows(program, name, part, copies):
    with tempfile.TemporaryDirectory() as folder:
        times = []
        for count in [0, copies, 2 * copies]:
            path = f"{folder}/{count}.md"
            with open(path, "w", encoding="utf-8") as file:
                file.write(part * count)
            times.append(min(started([program, "read", "--facts", path], SECONDS)[2] for _ in range(9)))
    ratio = (times[2] - times[0]) / max(times[1] - times[0], 1e-6)
    print(f"{name} of {len(part) * copies >> 10} kB takes {times[1]:.2f} s, one of twice the length {ratio:.2f} times as long")
    return ratio <= 2.6


def main():
    program = sys.argv[1]
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 100_000
    results = [linear(program), hostile(program), mutate(program, count)]
    sys.exit(0 if all(results) else 1)


if __name__ == "__main__":
    main()
