#!/bin/sh
# Installs what tests serve pages by HTTP/2 with.
set -eu
PATH=$PATH:/usr/sbin
! command -v nghttpd >/dev/null 2>&1 || ! command -v openssl >/dev/null 2>&1 || exit 0
"${0%/*}/../install.sh" "the tests of HTTP/2 are left out" nghttp2-server openssl || exit 0
