#!/bin/sh
# Compares two snapshots of 200,000 models (made from a seed) with 'macaroni diff' and, in turn, with a Python program that reads
# both into dictionaries; checks the totals against what was changed, and prints time and memory of both.
set -eu
cd "${0%/*}/../.."
work=.build/bench-diff
mkdir -p "$work"
[ -e "$work/cost" ] || clang -O1 -o "$work/cost" Tests/Benchmarks/engine/cost.c 2>/dev/null ||
  cc -O1 -o "$work/cost" Tests/Benchmarks/engine/cost.c
[ -e "$work/after/receipt.json" ] || python3 Tests/Benchmarks/diff/make_pair.py "$work"
programs=${PROGRAMS:-.build/release}
for round in 1 2 3; do
  # Exit code 1 says that they differ.
  "$work/cost" "$work/ours.$round" "$programs/macaroni" diff "$work/before" "$work/after" --json > "$work/ours.json" || [ $? -eq 1 ]
  "$work/cost" "$work/peer.$round" python3 Tests/Benchmarks/diff/peer.py "$work/before" "$work/after" > "$work/peer.json"
done
python3 - "$work" <<'PY'
import json, sys
work = sys.argv[1]
def costs(name):
    rows = [[float(x) for x in open(f"{work}/{name}.{n}").read().split()] for n in (1, 2, 3)]
    return [sorted(column)[1] for column in zip(*rows)]
ours, peer = costs("ours"), costs("peer")
report = json.load(open(f"{work}/ours.json"))
count = report["counts"]["model"]
expected = {"added": 1500, "removed": 1000, "renamed": 200, "changed": 5045}
found = {name: count[name] for name in expected}
fields = {field["field"]: field["changed"] + field["reordered"] for field in report["fields"]}
assert abs(found.pop("changed") - expected.pop("changed")) < 60, count
assert found == expected, count
assert fields["/license/expr"] == 3075 and fields["/revision"] == 6125 and fields["/tags"] == 1007, fields
print(f"diff of two snapshots of 200,000 models: {ours[0]:.2f} s, {ours[2] / 1e6:.0f} MB, "
      f"{sum(v for k, v in count.items() if k in ('changed', 'counters_only', 'quiet_only')):,} records differ, {count['changed']:,} say something; "
      f"Python with two dictionaries: {peer[0]:.2f} s, {peer[2] / 1e6:.0f} MB; {peer[0] / ours[0]:.0f} times faster")
# Seconds are those of this machine and are told; memory is the same on all.
if ours[2] > 100e6: sys.exit(f"diff: it takes {ours[2] / 1e6:.1f} MB, and should take at most 100 MB")
PY
