# shellcheck shell=sh
# What bin/latchkey and bin/latchkey-host share: find the bundle, find what runs it, become that.
# There are two layouts:
#   a checkout:              bin/          dist/NAME.mjs
#   the packaged application: resources/bin/ resources/app.asar.unpacked/dist/NAME.mjs, and its Electron as ./latchkey

# launch HERE BUNDLE OLDEST-MAJOR ARGUMENT...
launch() {
  here=$1 bundle=$2 oldest=$3
  shift 3

  electron=$(packaged_electron "$here")
  if [ -n "$electron" ]; then
    script=$here/../app.asar.unpacked/dist/$bundle
  else
    script=$here/../dist/$bundle
  fi
  [ -f "$script" ] || stop 1 "dist/$bundle is not there: run \"npm run build\" in ${here%/*}"

  if [ -n "${LATCHKEY_NODE:-}" ]; then
    command -v "$LATCHKEY_NODE" >/dev/null || stop 1 "LATCHKEY_NODE names no program: $LATCHKEY_NODE"
    exec "$LATCHKEY_NODE" "$script" "$@"
  fi
  # A package brings what it was tested with; a node in somebody's PATH may be any, and gone tomorrow.
  # As Node it needs no display; as Electron it would die without one before our first line.
  if [ -n "$electron" ]; then ELECTRON_RUN_AS_NODE=1 exec "$electron" "$script" "$@"; fi
  node=$(recent_node "$oldest") || stop 1 "needs Node.js $oldest or newer: install it, or set LATCHKEY_NODE to its path"
  exec "$node" "$script" "$@"
}

# packaged_electron HERE: the application's own program, in a package; nothing in a checkout.
packaged_electron() {
  if [ -d "$1/../app.asar.unpacked" ]; then printf '%s\n' "${1%/*/*}/latchkey"; fi
}

# recent_node OLDEST-MAJOR. cron's PATH is /usr/bin:/bin, hence the second one.
recent_node() {
  for candidate in node /usr/local/bin/node; do
    version=$("$candidate" --version 2>/dev/null) || continue
    major=${version#v}
    if [ "${major%%.*}" -ge "$1" ] 2>/dev/null; then
      printf '%s\n' "$candidate"
      return
    fi
  done
  return 1
}

# lasting_path CALLED-AS: an absolute path that will still start us after an update. A link that leads here is better
# than where it leads to: the installed command before all, else the one that was called.
lasting_path() {
  program=$(readlink -f "$1")
  installed=/usr/bin/${program##*/}
  if [ "$(readlink -f "$installed")" = "$program" ]; then
    echo "$installed"
  else
    printf '%s/%s\n' "$(cd "$(dirname "$1")" && pwd)" "${1##*/}"
  fi
}

# stop STATUS SENTENCE
stop() {
  printf '%s: %s\n' "${0##*/}" "$2" >&2
  exit "$1"
}
