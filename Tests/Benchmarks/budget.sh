#!/bin/sh
# Counts the instructions that reading a card takes, and fails where they pass the budget. Counts repeat to a thousandth
# whatever else the machine does, where times do not. Start-up is subtracted: the same cards are read once and three times.
set -eu
cd "${0%/*}/../.."

# Instructions a card, a tenth above what was counted when the budget was last set.
own_budget=512000
hub_budget=712000

command -v valgrind >/dev/null 2>&1 || Tests/install.sh "no instructions are counted" valgrind || exit 0

swift build -c release --static-swift-stdlib -Xswiftc -use-ld=lld -Xlinker -s --product card-speed
work=.build/budget
mkdir -p "$work"
python3 Tests/Benchmarks/own_cards.py pipeline/sample-zoo/models "$work/own.jsonl.gz"

# count CARDS EVERY: instructions a card.
count() {
  for rounds in 1 3; do
    valgrind --tool=callgrind --callgrind-out-file=/dev/null .build/release/card-speed "$1" --every "$2" --rounds "$rounds" \
      > "$work/read-$rounds.json" 2> "$work/counted-$rounds.txt"
  done
  cards=$(sed 's/.*"cards":\([0-9]*\).*/\1/' "$work/read-1.json")
  once=$(sed -n 's/.*Collected : \([0-9]*\).*/\1/p' "$work/counted-1.txt")
  thrice=$(sed -n 's/.*Collected : \([0-9]*\).*/\1/p' "$work/counted-3.txt")
  echo $(((thrice - once) / 2 / cards))
}

failed=0
# judge WHICH COUNTED BUDGET
judge() {
  echo "budget: reading one of $1 takes $2 instructions, of $3 that it may"
  [ "$2" -le "$3" ] || { echo "budget: that is too many; make reading cheaper, or say in the commit why it is worth it" >&2; failed=1; }
}

judge "our cards" "$(count "$work/own.jsonl.gz" 1)" "$own_budget"
hub=../shared/zoos/huggingface/hub-2022-02/full/cards.jsonl.gz
if [ -e "$hub" ]; then
  judge "the Hub's cards" "$(count "$hub" 40)" "$hub_budget"
else
  echo "budget: the Hub's cards, which are not ours, are not here; they are left out"
fi
exit $failed
