"""The peer of parse-readme: huggingface_hub's card loader with a Markdown parser that knows tables.

It does a part of parse-readme's work: front matter, model-index, headings and tables. Prints one JSON line.
"""

import gzip
import json
import resource
import sys

from huggingface_hub import ModelCard
from markdown_it import MarkdownIt


def main():
    path, every = sys.argv[1], int(sys.argv[2])
    markdown = MarkdownIt("commonmark").enable("table")
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        cards = [json.loads(line)["readme"] for number, line in enumerate(lines) if number % every == 0]
    before = resource.getrusage(resource.RUSAGE_SELF)
    failed = headings = tables = 0
    for card in cards:
        try:
            loaded = ModelCard(card, ignore_metadata_errors=True)
            text = loaded.text
        except Exception:
            failed += 1
            text = card
        for token in markdown.parse(text):
            headings += token.type == "heading_open"
            tables += token.type == "table_open"
    after = resource.getrusage(resource.RUSAGE_SELF)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(json.dumps({"cards": len(cards), "cpu_seconds": seconds, "failed": failed, "headings": headings, "tables": tables}))


if __name__ == "__main__":
    main()
