#!/bin/sh
# Installs what the project needs and the machine lacks, and says what it did. Safe to repeat; the second time it only looks.
set -eu

root=$(cd "${0%/*}/.." && pwd)
packages="libcurl4-openssl-dev libxml2-dev libarchive-dev libcmark-gfm-dev libcmark-gfm-extensions-dev libyaml-dev nettle-dev
  libpng-dev libdeflate-dev libjemalloc-dev pkg-config python3 python3-pip
  python3-venv python3-jsonschema"

stop() {
  echo "setup: $1" >&2
  exit 69
}

command -v swift >/dev/null 2>&1 || stop "Swift 6.1 or newer is needed; see https://www.swift.org/install/linux/"
version=$(swift --version 2>/dev/null | sed -n 's/.*Swift version \([0-9]*\)\.\([0-9]*\).*/\1 \2/p' | head -n 1)
set -- $version
if [ "${1:-0}" -lt 6 ] || { [ "$1" -eq 6 ] && [ "${2:-0}" -lt 1 ]; }; then
  stop "Swift 6.1 or newer is needed, this is ${1:-?}.${2:-?}; see https://www.swift.org/install/linux/"
fi

if command -v apt-get >/dev/null 2>&1; then
  missing=
  for package in $packages; do
    case $package in
      # A Python from elsewhere does as well as Debian's.
      python3) command -v python3 >/dev/null 2>&1 && continue ;;
      python3-pip) python3 -m pip --version >/dev/null 2>&1 && continue ;;
      # The sample zoo's maker and the peers of the benchmarks have environments of their own.
      python3-venv) python3 -c 'import ensurepip, venv' >/dev/null 2>&1 && continue ;;
    esac
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q '^install ok installed' || missing="$missing $package"
  done
  if [ -n "$missing" ]; then
    become=
    if [ "$(id -u)" -ne 0 ]; then
      command -v sudo >/dev/null 2>&1 || stop "not root and no sudo; ask for these packages:$missing"
      become=sudo
    fi
    echo "packages: installing$missing"
    $become apt-get update -qq
    # Another program may be installing just now: its lock is waited for.
    $become env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 install -y -qq --no-install-recommends $missing \
      >/dev/null
  else
    echo "packages: all in place"
  fi
else
  echo "packages: this system has no apt-get; make sure that it has libcurl, libxml2, libarchive, cmark-gfm with its extensions,"
  echo "  libyaml, Nettle, libpng, libdeflate, jemalloc (all with headers), pkg-config, python3 and pip"
fi

# Without the engine everything works but running models, which are then recorded as not run, with the reason.
"$root/pipeline/setup-engines.sh" || echo "engines: going on without; models will be recorded as not run"
