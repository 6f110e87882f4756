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
{
  $become apt-get update -qq &&
    $become env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@"
} >/dev/null 2>&1 || {
  echo "test-setup: $* could not be installed; $left_out" >&2
  exit 1
}
