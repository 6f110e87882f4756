#!/bin/sh
# Installs from Debian what tests serve pages by HTTP/2 with; says so where that cannot be done, and those tests are then left out.
set -eu
PATH=$PATH:/usr/sbin
! command -v nghttpd >/dev/null 2>&1 || ! command -v openssl >/dev/null 2>&1 || exit 0
if ! command -v apt-get >/dev/null 2>&1; then
  echo "test-setup: no apt-get here; install nghttpd and openssl to test HTTP/2" >&2
  exit 0
fi
become=
if [ "$(id -u)" -ne 0 ]; then become=sudo; fi
{
  $become apt-get update -qq &&
    DEBIAN_FRONTEND=noninteractive $become apt-get install -y -qq --no-install-recommends nghttp2-server openssl
} >/dev/null || echo "test-setup: nghttpd could not be installed; the tests of HTTP/2 are left out" >&2
