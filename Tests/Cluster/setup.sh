#!/bin/sh
# Installs Slurm from Debian for the cluster test; says so where that cannot be done, and the test is then left out.
set -eu
. "${0%/*}/cluster.sh"
[ -n "$(cluster_missing)" ] || exit 0
if ! command -v apt-get >/dev/null 2>&1; then
  echo "cluster: no apt-get here; install slurmctld, slurmd, slurm-client and munge to test on a cluster" >&2
  exit 0
fi
become=
if [ "$(id -u)" -ne 0 ]; then become=sudo; fi
{
  $become apt-get update -qq &&
    DEBIAN_FRONTEND=noninteractive $become apt-get install -y -qq --no-install-recommends slurmctld slurmd slurm-client munge
} >/dev/null || echo "cluster: Slurm could not be installed; the cluster test is left out" >&2
