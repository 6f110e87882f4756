#!/bin/sh
# One nightly run from cron: the line that sums the night up is the subject of a mail, and all that was said its body.
#
#   15 2 * * *  cd /srv/macaroni && pipeline/deploy/nightly.sh someone@example.org
#
# Without an address the report goes to standard output and cron mails it itself. Arguments after the address go to 'macaroni run',
# such as --as-of 2026-11-23 to make a given night anew.
set -u
address=${1:-}
[ $# -eq 0 ] || shift
cd "${0%/*}/../.." || exit 70
macaroni=${MACARONI:-.build/release/macaroni}
log=$(mktemp) || exit 73
trap 'rm -f "$log"' EXIT
tries=0
while :; do
  "$macaroni" run --manifest "${MANIFEST:-pipeline/nightly.yaml}" --keep-going --wait "$@" > "$log" 2>&1
  status=$?
  tries=$((tries + 1))
  # 69 and 75 pass by themselves: a zoo that is not there, another run.
  case $status in
    69 | 75) [ $tries -lt "${TRIES:-3}" ] || break ;;
    *) break ;;
  esac
  sleep "${RETRY_SECONDS:-1800}"
done
# The day and what became of it; where there is no such line, the last that macaroni said.
subject=$(grep -E '^macaroni: [0-9]{4}-[0-9]{2}-[0-9]{2} ' "$log" | tail -n 1)
[ -n "$subject" ] || subject=$(grep '^macaroni: ' "$log" | tail -n 1)
[ -n "$subject" ] || subject="macaroni: ended with $status"
if [ -n "$address" ] && command -v mail >/dev/null 2>&1; then
  mail -s "$subject" "$address" < "$log"
else
  cat "$log"
fi
exit $status
