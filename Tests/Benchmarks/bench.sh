#!/bin/sh
# Runs the whole pipeline over 23,511 real Hub models from a loopback server and prints what each stage cost and
# whether every card and every name came through, then reads the cards alone beside a Python peer. The records are not ours, so
# they are not in this project.
set -eu
cd "${0%/*}/../.."
hub=../shared/zoos/huggingface/hub-2022-02/full
if [ ! -e "$hub/infos.jsonl.gz" ]; then
  echo "bench: there are no Hub records at $hub; nothing to measure" >&2
  exit 0
fi
work=.build/bench
programs=.build/release
port=${PORT:-18471}
rm -rf "$work/data" "$work/reports" "$work/cards" "$work/claims"
mkdir -p "$work"

# 1. All stages, over the loopback Hub.
"$programs/loopback-hub" --records "$hub/infos.jsonl.gz" --cards "$hub/cards.jsonl.gz" --port "$port" > "$work/hub.txt" &
server=$!
trap 'kill $server 2>/dev/null || true' EXIT
for _ in $(seq 200); do [ -s "$work/hub.txt" ] && break; sleep 0.1; done
cat > "$work/hub.yaml" <<YAML
macaroni: 1
shards: 16
stages:
  fetch: { with: { zoos: [ { huggingface: { endpoint: "http://127.0.0.1:$port" } } ] } }
  parse-readme: { from: fetch }
  normalise: { from: [fetch, parse-readme], uses: vocabulary, tolerate: 2% }
  evaluate: { from: normalise, uses: [benchmarks/icons.yaml, benchmarks/tickets.yaml] }
  perturb: { from: [normalise, evaluate], uses: [benchmarks/icons.yaml, benchmarks/tickets.yaml] }
  publish: { from: [normalise, evaluate, perturb, parse-readme, fetch], uses: vocabulary }
YAML
for name in vocabulary benchmarks sample-zoo; do ln -sfn "../../pipeline/$name" "$work/$name"; done
ln -sfn ../.engines .build/.engines
"$programs/macaroni" run --manifest "$work/hub.yaml" --data "$work/data" --reports "$work/reports"
kill $server
python3 Tests/Benchmarks/stage_costs.py "$work/data"
venv=.venv-bench
test -d $venv || python3 -m venv $venv
$venv/bin/pip install -q -r Tests/Benchmarks/requirements.txt
failed=
$venv/bin/python Tests/Benchmarks/crawl_checks.py "$work/data" "$work/reports" "$hub/infos.jsonl.gz" "$hub/cards.jsonl.gz" ||
  failed="the crawl is not complete"

# 2. The cards alone, beside the peer: the same documents, CPU seconds in turn.
fetched=$work/data/fetch/$(cat "$work/data/fetch/latest")
python3 Tests/Benchmarks/cards_only.py "$fetched" "$work/cards" > /dev/null
python3 Tests/Benchmarks/cards.py "$programs" "$hub/cards.jsonl.gz" "$work" "$venv/bin/python"
test -z "$failed" || { echo "bench: $failed" >&2; exit 1; }
