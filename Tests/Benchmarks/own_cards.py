"""Packs the cards of the sample zoo as `card-speed` reads them.

    own_cards.py MODELS OUT.jsonl.gz
"""

import gzip
import json
import pathlib
import sys


def main():
    models, out = pathlib.Path(sys.argv[1]), sys.argv[2]
    with gzip.open(out, "wt", encoding="utf-8") as lines:
        for card in sorted(models.glob("*/*/README.md")):
            name = str(card.parent.relative_to(models))
            lines.write(json.dumps({"modelId": name, "readme": card.read_text(encoding="utf-8")}) + "\n")


if __name__ == "__main__":
    main()
