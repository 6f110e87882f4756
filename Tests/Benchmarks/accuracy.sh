#!/bin/sh
# Scores what is read from model cards against cards labelled by hand. The cards are not ours, so they are not in this project.
# Then says what is read of each zoo's formats, and holds every quote against the lines that it is said to stand on.
# With --write FILE, the confidence of claims is set to what the labelled cards show.
set -eu
cd "${0%/*}/../.."
gold=../shared/gold/dev.jsonl
if [ ! -e "$gold" ]; then
  echo "accuracy: there are no labelled cards at ../shared/gold; nothing to score" >&2
  exit 0
fi
folder=.build/accuracy
mkdir -p "$folder"
read_gold() {
  python3 -c 'import json, sys
for line in open(sys.argv[1], encoding="utf-8"):
    print("../shared/zoos/" + json.loads(line)["doc"])' "$gold" |
    tr '\n' '\0' | xargs -0 .build/release/macaroni read --facts "$@" --root ../shared/zoos 2> "$folder/rejections.txt"
}
read_gold > "$folder/claims.jsonl"
read_gold --origin > "$folder/origins.jsonl"
python3 ../shared/gold/score.py "$gold" "$folder/claims.jsonl"
echo
python3 Tests/Benchmarks/calibrate.py ../shared/gold/score.py "$gold" "$folder/origins.jsonl" "$@"
echo
python3 Tests/Benchmarks/coverage.py .build/release/macaroni ../shared/zoos \
  ../shared/zoos/huggingface/hub-2022-02/full/cards.jsonl.gz
