#!/bin/sh
# private-system.sh DIRECTORY root|user COMMAND...: runs COMMAND on this very machine, but what it writes to /usr and
# to dpkg's records goes to DIRECTORY. So an ordinary user can install a package for real, and nobody else sees it.
#
# Two user namespaces: in the outer one the user is root, of its own files only; the inner one makes it itself again,
# for programs that do not run as root. Directories that somebody else owns cannot be written to even so, which is why
# private-system.ts makes those beforehand that the package writes to.
set -eu
directory=$1 who=$2
shift 2

# One process from here to the command, so that its pid is the one that was started. Entering a namespace makes the
# kernel forget whose death is to end it, hence setpriv.
# shellcheck disable=SC2016
exec unshare --map-root-user --mount sh -euc '
  directory=$1 who=$2 uid=$3 gid=$4
  shift 4
  for place in usr var/lib/dpkg; do
    mount -t overlay overlay "/$place" \
      -o "lowerdir=/$place,upperdir=$directory/upper/$place,workdir=$directory/scratch/$place,userxattr"
  done
  set -- setpriv --pdeathsig KILL "$@"
  if [ "$who" = user ]; then set -- unshare --user "--map-user=$uid" "--map-group=$gid" "$@"; fi
  exec "$@"
' sh "$directory" "$who" "$(id -u)" "$(id -g)" "$@"
