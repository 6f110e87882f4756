#!/bin/sh
# install.sh LEFT-OUT PACKAGE...: installs Debian packages that nothing but tests needs. Where that cannot be done it says what is
# left out, and fails.
set -eu
left_out=$1
shift
if ! command -v apt-get >/dev/null 2>&1; then
  echo "test-setup: no apt-get here to install $* with; $left_out" >&2
  exit 1
fi
become=
if [ "$(id -u)" -ne 0 ]; then become=sudo; fi
# Another program may be installing just now: its lock is waited for.
said=$({
  $become apt-get update -qq &&
    $become env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 install -y -qq --no-install-recommends "$@"
} 2>&1 >/dev/null) || {
  echo "test-setup: $* could not be installed ($(printf '%s\n' "$said" | tail -n 1)); $left_out" >&2
  exit 1
}
