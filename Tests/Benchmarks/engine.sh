#!/bin/sh
# Runs the same small tasks (64 shards, 6 stages, 6 counts: 390) with ninja, GNU make, Snakemake, DVC and macaroni, checks every
# result, and prints what each costs. Engines that cannot be installed here are named and left out.
set -eu
cd "${0%/*}/../.."
here=Tests/Benchmarks/engine
work=.build/bench-engine
mkdir -p "$work"
path=$PATH
for engine in snakemake dvc; do
  venv=$PWD/.venv-bench-$engine
  if [ ! -x "$venv/bin/$engine" ]; then
    python3 -m venv "$venv" && "$venv/bin/pip" install -q --require-hashes -r "$here/requirements-$engine.txt" >&2 ||
      echo "bench: $engine cannot be installed from the package index" >&2
  fi
  path=$path:$venv/bin
done
if ! command -v ninja >/dev/null 2>&1 && command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" -eq 0 ]; then
  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends ninja-build; } >/dev/null ||
    echo "bench: ninja cannot be installed" >&2
fi
clang -O1 -o "$work/cost" "$here/cost.c" 2>/dev/null || cc -O1 -o "$work/cost" "$here/cost.c"
PATH=$path
measure() { python3 "$here/measure.py" --programs .build/release --meter "$work/cost" "$@"; }
# A bar that is missed ends the benchmark with a failure, and keeps no table from being printed.
status=0
measure --work "$work" --scale "" "$@" || status=$?
# Macaroni alone puts each task on disk before it calls it done. In memory that costs nothing, and what is left is the engines' own.
memory=$(mktemp -d /dev/shm/macaroni-bench-XXXXXX 2>/dev/null) || { echo "bench: no /dev/shm here, so no larger graphs"; exit $status; }
trap 'rm -rf "$memory"' EXIT
printf '\nthe same in memory, and growing\n'
measure --work "$memory" --only "macaroni,ninja,GNU make" "$@" || status=$?
exit $status
