#!/bin/sh
# Runs 390 tasks on a Slurm cluster of four node daemons, tells what each took, ends a node and the controller in the middle, lets a
# shard fail, and compares every byte with a local run. Called by a test; needs the folder of macaroni's programs.
#
#   run.sh PROGRAMS
set -eu
here=$(cd "${0%/*}" && pwd)
. "$here/cluster.sh"
. "$here/pipeline.sh"
missing=$(cluster_missing)
if [ -n "$missing" ]; then
  echo "cluster: there is no $missing here; 'make test-cluster' installs Slurm from Debian" >&2
  exit 77
fi
macaroni=$(cd "$1" && pwd)/macaroni
work=$(mktemp -d "${TMPDIR:-/tmp}/macaroni-cluster-XXXXXX")
chmod 755 "$work"
end() {
  status=$?
  [ -z "$administrator" ] || kill "$administrator" 2>/dev/null || true
  cluster_stop
  sleep 1
  if [ $status -eq 0 ]; then rm -rf "$work"; else echo "cluster: what was left stands in $work" >&2; fi
  exit $status
}
trap end EXIT
trap 'exit 1' HUP INT TERM
say() { echo "cluster: $*  ($(($(date +%s) - begun)) s)"; }
fail() {
  echo "cluster: $*" >&2
  exit 1
}
begun=$(date +%s)
administrator=
day=2026-11-23

local_run() {
  PATH=$1/programs:$PATH "$macaroni" run -q --manifest "$1/p.yaml" --data "$1/data" --reports "$1/reports" --as-of $day
}
submit() {
  PATH=$1/programs:$PATH "$macaroni" export slurm --manifest "$1/p.yaml" --data "$1/data" --reports "$1/reports" --as-of $day > /dev/null
  (cd "$1" && PATH=$1/programs:$PATH "$1/data/export/slurm/submit.sh")
}
watch() { PATH=$1/programs:$PATH WATCH_SECONDS=1 timeout 120 "$1/data/export/slurm/watch.sh" > "$1/status.txt"; }
# The same graph of jobs that do nothing at all, submitted to Slurm by hand: what nobody can be faster than.
plain() {
  before=
  all=
  for stage in 1 2 3 4 5 6; do
    job=$(sbatch --parsable -o /dev/null --array=0-63 ${before:+--dependency=aftercorr:$before} --wrap true)
    all=$all,$job,$(sbatch --parsable -o /dev/null --dependency="afterok:$job" --wrap true)
    before=$job
  done
  for _ in $(seq 1200); do
    [ -n "$(squeue -h -r -j "${all#,}" 2>/dev/null)" ] || return 0
    sleep 0.1
  done
  fail "Slurm did not do 390 jobs of 'true' in two minutes"
}
executions() { wc -l < "$1/executions"; }
# Waits until so many tasks have been started.
started() {
  for _ in $(seq 300); do
    [ "$(cat "$1/executions" 2>/dev/null | wc -l)" -ge "$2" ] && return
    sleep 0.1
  done
}

pipeline_make "$work/local" 64
local_run "$work/local" > /dev/null
pipeline_results "$work/local" > "$work/expected"
[ "$(executions "$work/local")" -eq 390 ] || fail "the local run did $(executions "$work/local") tasks, not 390"
say "local run: 390 tasks"

cluster_start "$work/slurm" 4
say "four nodes up"

# 1. Nothing goes wrong and the tasks do next to nothing: what is left is scheduling, with all its waiting.
pipeline_make "$work/calm" 64
export TASK_SECONDS=0
at=$(date +%s%N)
submit "$work/calm"
watch "$work/calm" || { cat "$work/calm/status.txt"; fail "not all was done"; }
each=$((($(date +%s%N) - at) / 390000000))
pipeline_results "$work/calm" | diff -q "$work/expected" - > /dev/null || fail "results differ from the local run's"
at=$(date +%s%N)
plain
plain=$((($(date +%s%N) - at) / 390000000))
# Beside Slurm's own time in the same minute, as times alone tell how busy the machine is. Twice it is usual, thrice with programs
# built for debugging; tasks that wait for each other would take many times as long.
[ "$each" -le $((6 * plain)) ] || fail "$each ms a task, where the same jobs of 'true' take $plain"
say "390 tasks that do next to nothing took $each ms each, the same jobs of 'true' $plain ms, all waiting included; same bytes as local"

# 2. A node and what runs on it are lost; nothing else is wrong, and every byte is that of the local run.
pipeline_make "$work/lost" 64
export TASK_SECONDS=2
submit "$work/lost"
started "$work/lost" 80
node=$(squeue -h -t R -o %N | head -n 1)
node_kill "${node#n}"
say "node $node killed with its steps"
watch "$work/lost" || { cat "$work/lost/status.txt"; fail "not all was done after a node was lost"; }
pipeline_results "$work/lost" | diff -q "$work/expected" - > /dev/null || fail "results differ from the local run's"
requeued=$(grep -c 'due to failure of node' "$work/slurm/log/slurmctld.log" || true)
[ "$requeued" -ge 1 ] || fail "no task was on the node that was killed"
more=$(($(executions "$work/lost") - 390))
[ $more -ge 0 ] && [ $more -le "$requeued" ] || fail "$more tasks beyond 390 were started, and $requeued were lost"
say "same bytes as local; $requeued tasks were lost with the node and done elsewhere"
node_start "${node#n}"

# 3. The controller is lost and comes back, and a shard fails: the other 63 go on to the end.
export TASK_SECONDS=0.3
pipeline_make "$work/failed" 64
touch "$work/failed/fail-s2-17"
submit "$work/failed"
started "$work/failed" 80
# What was submitted in the last seconds may not have been saved yet; losing that is Slurm's, and submitting again mends it.
sleep 3
controller_kill
sleep 1
controller_start
say "controller killed and started"
while sleep 2; do nodes_resume; done &
administrator=$!
watch "$work/failed" && fail "a failed shard went unnoticed"
wrong=$(pipeline_results "$work/failed" | sort > "$work/some"; sort "$work/expected" | comm -13 - "$work/some" | wc -l)
[ "$wrong" -eq 0 ] || fail "$wrong results are wrong"
done_tasks=$(find "$work/failed/data"/s*/tasks -mindepth 1 -maxdepth 1 ! -name '.*' | wc -l)
if [ "$done_tasks" -ne 380 ]; then
  # A job that ended in the moment in which the controller died may stay in Slurm's queue without a node, and those that wait for
  # it too. That is Slurm's; a person cancels them, and submitting again mends it. Without such jobs, tasks were lost by us.
  stuck=$(squeue -h -r -o '%i|%T|%r|%D')
  [ -n "$stuck" ] || fail "$done_tasks tasks are done, and 380 should be"
  [ "$(echo "$stuck" | wc -l)" -le 30 ] || fail "$(echo "$stuck" | wc -l) jobs are still in the queue after two minutes"
  say "Slurm did not end what ended as its controller died, nor what waits for it: $(echo $stuck)"
  scancel -u "$(id -un)"
  for _ in $(seq 60); do
    [ -n "$(squeue -h)" ] || break
    sleep 0.5
  done
fi
say "all but what needs the failed shard is done: $done_tasks tasks"

# 4. Submitted again, exactly what is missing runs.
export TASK_SECONDS=0
rm "$work/failed/fail-s2-17"
before=$(executions "$work/failed")
submit "$work/failed"
watch "$work/failed" || { cat "$work/failed/status.txt"; fail "not all was done after the second submission"; }
missing=$((390 - done_tasks))
more=$(($(executions "$work/failed") - before))
[ "$more" -eq "$missing" ] || fail "$more tasks ran again, not $missing"
pipeline_results "$work/failed" | diff -q "$work/expected" - > /dev/null || fail "results differ from the local run's"
say "submitted again: exactly the $missing missing tasks ran, same bytes as local"
