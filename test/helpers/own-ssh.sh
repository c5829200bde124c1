#!/bin/sh
# own-ssh.sh DIRECTORY COMMAND...: runs COMMAND with DIRECTORY in the place of this user's ~/.ssh, which ssh finds by the
# user database and not by $HOME. Two user namespaces, as in private-system.sh: the outer one may mount, in the inner
# one the user is itself again. One process from here to the command.
set -eu
directory=$1
shift
home=$(getent passwd "$(id -u)" | cut -d: -f6)
# A mount needs a place. Every user of ssh has this one.
[ -d "$home/.ssh" ] || mkdir -m 700 "$home/.ssh"
# shellcheck disable=SC2016
exec unshare --map-root-user --mount sh -euc '
  mount --bind "$1" "$2"
  uid=$3 gid=$4
  shift 4
  exec unshare --user "--map-user=$uid" "--map-group=$gid" setpriv --pdeathsig KILL "$@"
' sh "$directory" "$home/.ssh" "$(id -u)" "$(id -g)" "$@"
