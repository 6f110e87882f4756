#!/bin/sh
# Scores what is read from model cards against cards labelled by hand. The cards are not ours, so they are not in this project.
set -eu
cd "${0%/*}/../.."
gold=../shared/gold/dev.jsonl
if [ ! -e "$gold" ]; then
  echo "accuracy: there are no labelled cards at ../shared/gold; nothing to score" >&2
  exit 0
fi
mkdir -p .build/accuracy
python3 -c 'import json, sys
for line in open(sys.argv[1], encoding="utf-8"):
    print("../shared/zoos/" + json.loads(line)["doc"])' "$gold" |
  tr '\n' '\0' | xargs -0 .build/release/macaroni read --facts --root ../shared/zoos \
  > .build/accuracy/claims.jsonl 2> .build/accuracy/rejections.txt
python3 ../shared/gold/score.py "$gold" .build/accuracy/claims.jsonl
python3 -c 'import json, sys
for line in open(sys.argv[1], encoding="utf-8"):
    print("../shared/zoos/" + json.loads(line)["doc"])' "$gold" |
  tr '\n' '\0' | xargs -0 .build/release/macaroni read --facts --origin --root ../shared/zoos \
  > .build/accuracy/origins.jsonl 2> /dev/null
echo
echo "how often claims are right that say how sure they are:"
python3 Tests/Benchmarks/calibrate.py ../shared/gold/score.py "$gold" .build/accuracy/origins.jsonl "$@"
echo
echo "of these documents only Markdown is read so far:"
python3 - "$gold" .build/accuracy <<'PY'
import json, pathlib, sys
gold, folder = sys.argv[1], pathlib.Path(sys.argv[2])
names = [json.loads(line)["doc"] for line in open(gold, encoding="utf-8")]
markdown = {name for name in names if name.lower().endswith((".md", ".mdx"))}
print(f"{len(markdown)} of {len(names)} are Markdown; their score alone:")
for source, target in ((gold, "gold-markdown.jsonl"), (folder / "claims.jsonl", "claims-markdown.jsonl")):
    lines = [line for line in open(source, encoding="utf-8") if json.loads(line)["doc"] in markdown]
    (folder / target).write_text("".join(lines), encoding="utf-8")
PY
python3 ../shared/gold/score.py .build/accuracy/gold-markdown.jsonl .build/accuracy/claims-markdown.jsonl
