#!/bin/sh
# on-day.sh UPTIME COMMAND...: runs COMMAND with the file UPTIME in the place of /proc/uptime, which says how long this
# machine has been up. Two user namespaces and one process, as in private-system.sh and for the same reasons.
set -eu
uptime=$1
shift
# shellcheck disable=SC2016
exec unshare --map-root-user --mount sh -euc '
  mount --bind "$1" /proc/uptime
  uid=$2 gid=$3
  shift 3
  exec unshare --user "--map-user=$uid" "--map-group=$gid" setpriv --pdeathsig KILL "$@"
' sh "$uptime" "$(id -u)" "$(id -g)" "$@"
