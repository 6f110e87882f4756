"""Makes a snapshot of a fetch snapshot that holds the cards alone, so that parse-readme and its peer read the same documents."""

import json
import pathlib
import shutil
import sys


def main():
    source, target = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    index = json.loads((source / "index.json").read_text())
    cards = 0
    for file in index["files"]:
        lines = [line for line in (source / file["name"]).open(encoding="utf-8") if '"role":"readme"' in line]
        text = "".join(lines).encode()
        (target / file["name"]).write_bytes(text)
        file["lines"] = len(lines)
        file["bytes"] = len(text)
        cards += len(lines)
    (target / "index.json").write_text(json.dumps(index))
    print(cards)


if __name__ == "__main__":
    main()
