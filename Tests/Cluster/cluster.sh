# A Slurm cluster of several node daemons on the loopback interface, for tests: no systemd, any user, up in about a second.
#
#   . cluster.sh; cluster_start FOLDER NODES; …; cluster_stop
#
# Debian's slurmctld, slurmd, slurm-client and munge are needed. Ports are taken from the process id, so that two tests on one
# machine do not meet.

cluster_missing() {
  for program in slurmctld slurmd sbatch squeue scontrol scancel munged; do
    PATH=$PATH:/usr/sbin command -v $program >/dev/null 2>&1 || { echo $program; return; }
  done
}

cluster_start() {
  S=$1
  N=$2
  PATH=$PATH:/usr/sbin
  H=$(hostname -s)
  export SLURM_CONF=$S/slurm.conf
  base=$((20000 + $$ % 4000 * 8))
  mkdir -p "$S/state" "$S/log" "$S/run" "$S/spool"
  chmod 755 "$S"
  (umask 077 && dd if=/dev/urandom of="$S/munge.key" bs=128 count=1 status=none)
  munged --force --key-file="$S/munge.key" --socket="$S/run/munge.sock" --pid-file="$S/run/munged.pid" \
    --log-file="$S/log/munged.log" --seed-file="$S/run/munged.seed" 2>> "$S/log/start.log"
  # cred_expire and SlurmdTimeout: how soon work of a lost node starts elsewhere; Slurm's own defaults take minutes.
  cat > "$SLURM_CONF" <<CONF
ClusterName=mini
SlurmctldHost=$H(127.0.0.1)
SlurmctldPort=$base
SlurmUser=$(id -un)
SlurmdUser=$(id -un)
AuthType=auth/munge
AuthInfo=socket=$S/run/munge.sock,cred_expire=5
StateSaveLocation=$S/state
SlurmdSpoolDir=$S/spool/%n
SlurmctldPidFile=$S/run/slurmctld.pid
SlurmdPidFile=$S/run/slurmd-%n.pid
SlurmctldLogFile=$S/log/slurmctld.log
SlurmdLogFile=$S/log/slurmd-%n.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
JobCompType=jobcomp/filetxt
JobCompLoc=$S/log/jobcomp.txt
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SchedulerParameters=sched_interval=1,bf_interval=1,default_queue_depth=1000
MaxArraySize=10001
MaxJobCount=20000
ReturnToService=2
SlurmdTimeout=10
KillWait=5
MpiDefault=none
SlurmdParameters=config_overrides
NodeName=n[1-$N] NodeHostname=$H NodeAddr=127.0.0.1 Port=[$((base + 1))-$((base + N))] CPUs=16 RealMemory=4000 State=UNKNOWN
PartitionName=main Nodes=n[1-$N] Default=YES MaxTime=INFINITE State=UP
CONF
  controller_start
  for n in $(seq "$N"); do node_start "$n"; done
  for _ in $(seq 100); do
    [ "$(sinfo -h -N -t idle -o %N 2>/dev/null | sort -u | wc -l)" -eq "$N" ] && return 0
    sleep 0.1
  done
  echo "cluster: not all of $N nodes came up; see $S/log" >&2
  return 1
}

controller_start() { slurmctld -f "$SLURM_CONF"; }

node_start() {
  mkdir -p "$S/spool/n$1"
  slurmd -f "$SLURM_CONF" -N "n$1"
}

# Ends the node's daemon and all that runs under it, as a power cut does.
node_kill() {
  # First the daemon, so that no step is started meanwhile.
  kill -9 "$(cat "$S/run/slurmd-n$1.pid")"
  for file in $(grep -ls '^slurmstepd' /proc/[0-9]*/cmdline 2>/dev/null); do
    step=${file#/proc/}
    step=${step%/cmdline}
    # A step's own daemon holds its node's log open; nothing else of it tells the node.
    [ "$(readlink "/proc/$step/fd/3" 2>/dev/null)" = "$S/log/slurmd-n$1.log" ] || continue
    for child in $(descendants "$step"); do kill -9 "$child" 2>/dev/null || true; done
    kill -9 "$step" 2>/dev/null || true
  done
}

descendants() {
  for child in $(cat /proc/"$1"/task/*/children 2>/dev/null); do
    descendants "$child"
    echo "$child"
  done
}

# Puts nodes back to work that a restarted controller drained since steps it had not saved yet still ran there: an administrator's
# part, which no job can do.
nodes_resume() {
  sinfo -h -N -t drain -o '%N %E' 2>/dev/null | while read -r name reason; do
    case $reason in
      'Duplicate jobid'*) scontrol update NodeName="$name" State=RESUME && echo "cluster: node $name put back to work ($reason)" >&2 ;;
    esac
  done
}

controller_kill() { kill -9 "$(cat "$S/run/slurmctld.pid")"; }

cluster_stop() {
  [ -n "${S:-}" ] || return 0
  scancel -u "$(id -un)" >/dev/null 2>&1 || true
  for file in "$S"/run/slurmd-*.pid "$S/run/slurmctld.pid" "$S/run/munged.pid"; do
    if [ -e "$file" ]; then kill "$(cat "$file")" 2>/dev/null || true; fi
  done
}
