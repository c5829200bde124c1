#!/bin/sh
# own-rsync.sh RSYNC COMMAND...: runs COMMAND on this very machine, with RSYNC in the place of /usr/bin/rsync for it and
# for all that it starts. Two user namespaces and one process, as in private-system.sh and for the same reasons.
set -eu
rsync=$1
shift
# shellcheck disable=SC2016
exec unshare --map-root-user --mount sh -euc '
  mount --bind "$1" /usr/bin/rsync
  uid=$2 gid=$3
  shift 3
  exec unshare --user "--map-user=$uid" "--map-group=$gid" setpriv --pdeathsig KILL "$@"
' sh "$rsync" "$(id -u)" "$(id -g)" "$@"
