# shellcheck shell=sh
# What bin/latchkey and bin/latchkey-host share: find the bundle, find a Node.js to run it, become it.
# There are two layouts:
#   a checkout:              bin/          dist/NAME.mjs
#   the packaged application: resources/bin/ resources/app.asar.unpacked/dist/NAME.mjs, and its Electron as ./latchkey

# launch HERE BUNDLE OLDEST-MAJOR ARGUMENT...
launch() {
  here=$1 bundle=$2 oldest=$3
  shift 3

  electron=
  if [ -f "$here/../dist/$bundle" ]; then
    script=$here/../dist/$bundle
  elif [ -f "$here/../app.asar.unpacked/dist/$bundle" ]; then
    script=$here/../app.asar.unpacked/dist/$bundle
    electron=$here/../../latchkey
  else
    stop "dist/$bundle is not there: run \"npm run build\" in ${here%/*}"
  fi

  if [ -n "${LATCHKEY_NODE:-}" ]; then
    command -v "$LATCHKEY_NODE" >/dev/null || stop "LATCHKEY_NODE names no program: $LATCHKEY_NODE"
    exec "$LATCHKEY_NODE" "$script" "$@"
  fi
  # cron's PATH is /usr/bin:/bin, hence the second one.
  for node in node /usr/local/bin/node; do
    if is_recent "$node" "$oldest"; then exec "$node" "$script" "$@"; fi
  done
  if [ -n "$electron" ] && [ -x "$electron" ]; then
    # As Node it needs no display; as Electron it would die without one before our first line.
    ELECTRON_RUN_AS_NODE=1 exec "$electron" "$script" "$@"
  fi
  stop "needs Node.js $oldest or newer: install it, or set LATCHKEY_NODE to its path"
}

is_recent() {
  version=$("$1" --version 2>/dev/null) || return 1
  major=${version#v}
  major=${major%%.*}
  [ "$major" -ge "$2" ] 2>/dev/null
}

stop() {
  echo "${0##*/}: $1" >&2
  exit 1
}
