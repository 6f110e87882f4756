#!/usr/bin/env python3
"""Makes the sample zoo: two data sets and the models trained on them.

    python3 make.py            writes datasets/, models/, expected.json and SHA256SUMS; cards are left alone
    python3 make.py --check    makes all of it in a temporary folder and compares, changing nothing
"""

import os

# One thread: the order of additions then depends on the processor alone. Before NumPy is imported.
for variable in ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "OMP_NUM_THREADS"):
    os.environ[variable] = "1"

import argparse
import hashlib
import json
import pathlib
import sys
import tempfile
import time

import files
import icons
import tickets
import zoo
from training import talk

HERE = pathlib.Path(__file__).resolve().parent
TOLERANCE = 0.02  # of accuracy, between machines whose floats round differently
ANNOUNCED = "ferrier/icons-distilled"  # a card and a configuration, no weights


def json_lines(items):
    return "".join(json.dumps(item, sort_keys=True, separators=(",", ":")) + "\n" for item in items).encode()


def write(path, content):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def write_datasets(root, pictures, messages):
    names = [f"{i:04d}-{icons.LABELS[label]}.png" for i, label in enumerate(pictures.test_labels)]
    write(root / "datasets/icons/test.jsonl", json_lines(
        {"id": f"icons-test-{i:04d}", "file": name, "label": icons.LABELS[label]}
        for i, (name, label) in enumerate(zip(names, pictures.test_labels))))
    files.write_zip(root / "datasets/icons/test.zip", zip(names, map(files.png, pictures.test)))
    write(root / "datasets/tickets/test.jsonl", json_lines(
        {"id": f"tickets-test-{i:04d}", "label": tickets.LABELS[label], "text": text}
        for i, (text, label) in enumerate(zip(messages.test, messages.test_labels))))


def make(root):
    """Writes all outputs under `root` and returns what each model scored."""
    pictures, messages = zoo.Icons(), zoo.Tickets()
    write_datasets(root, pictures, messages)
    write(root / "models" / ANNOUNCED / "config.json", zoo.config("ResidualNetwork", "distilled", icons.LABELS))
    scored, begun = {}, time.monotonic()
    for model in zoo.make_models(pictures, messages):
        for name, content in model.files.items():
            write(root / "models" / model.name / name, content)
        scored[model.name] = {**model.scored, "parameters": model.parameters}
        talk(f"{model.name}: {model.scored}, {model.parameters:,} parameters, {time.monotonic() - begun:.0f} s")
        begun = time.monotonic()
    return scored


def sums(root):
    """The digest of every output, by path; cards are written by hand and not among them."""
    found = {}
    for folder in ("datasets", "models"):
        for path in sorted((root / folder).rglob("*")):
            if path.is_file() and path.name != "README.md":
                found[path.relative_to(root).as_posix()] = hashlib.sha256(path.read_bytes()).hexdigest()
    return found


def check(made, scored):
    """Every way in which the committed zoo differs from the one just made."""
    listed = dict(reversed(line.split("  ", 1)) for line in (HERE / "SHA256SUMS").read_text().splitlines())
    committed, again = sums(HERE), sums(made)
    for path in sorted(listed.keys() | committed.keys()):
        if listed.get(path) != committed.get(path):
            yield f"{path}: the file is not the one in SHA256SUMS"
    for path in sorted(committed.keys() | again.keys()):
        if not path.endswith(".onnx") and committed.get(path) != again.get(path):
            yield f"{path}: made again, it has other bytes"
    expected = json.loads((HERE / "expected.json").read_text())
    for name in sorted(expected["models"].keys() | scored.keys()):
        before = expected["models"].get(name, {}).get("accuracy")
        now = scored.get(name, {}).get("accuracy")
        if before is None or now is None or abs(before - now) > expected["tolerance"]:
            yield f"{name}: accuracy {now}, expected {before} ± {expected['tolerance']}"


def main():
    parser = argparse.ArgumentParser(description="Make the sample zoo, or check that it can be made again.")
    parser.add_argument("--check", action="store_true", help="compare with what is committed, change nothing")
    if parser.parse_args().check:
        with tempfile.TemporaryDirectory() as folder:
            made = pathlib.Path(folder)
            differences = list(check(made, make(made)))
        for difference in differences:
            talk(difference)
        talk("differs from what is committed" if differences else "the sample zoo is as committed")
        return 1 if differences else 0
    scored = make(HERE)
    write(HERE / "expected.json", zoo.as_json({"tolerance": TOLERANCE, "models": scored}))
    write(HERE / "SHA256SUMS", "".join(f"{digest}  {path}\n" for path, digest in sums(HERE).items()).encode())
    return 0


if __name__ == "__main__":
    sys.exit(main())
