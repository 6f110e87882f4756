#!/bin/sh
# Installs Slurm for the cluster test.
set -eu
. "${0%/*}/cluster.sh"
[ -n "$(cluster_missing)" ] || exit 0
"${0%/*}/../install.sh" "the cluster test is left out" slurmctld slurmd slurm-client munge || exit 0
