# shellcheck shell=sh
# Starts the application: the tray and the window. Whatever would keep it from starting is said here, in one sentence,
# since Electron would say it with a crash.

# What the window can show; a test compares it with shared/ipc.ts.
views='home files space excludes history settings'

# launch_application HERE [--background | --back-up-now | --show VIEW | --files PATH]
launch_application() {
  here=$1
  shift
  check_application_options "$@"
  case ${1-} in
    --show=*) set -- --show "${1#--show=}" ;;
    --files=*) set -- --files "$(whole_path "${1#--files=}")" ;;
    --files) set -- --files "$(whole_path "$2")" ;;
  esac

  # With exit code 2, as everything that cannot work like this, however often it is tried.
  [ "$(id -u)" -ne 0 ] || stop 2 "it does not run as root: nothing it does needs that"
  [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] ||
    stop 2 "there is no display to open the window on; \"latchkey --run\" backs up without one, \"latchkey --help\" shows the rest"

  # Inherited from a run that was started by Electron as Node, it would turn the application into a Node as well.
  unset ELECTRON_RUN_AS_NODE
  electron=$(packaged_electron "$here")
  if [ -n "$electron" ]; then exec "$electron" "$@"; fi

  checkout=${here%/*}
  [ -f "$checkout/dist/app/main.mjs" ] || stop 1 "dist/app is not there: run \"npm run build\" in $checkout"
  node=${LATCHKEY_NODE:-$(recent_node 20)} || stop 1 "needs Node.js 20 or newer: install it, or set LATCHKEY_NODE to its path"
  electron=$("$node" "$checkout/scripts/electron-setup.mjs" --find) || exit 1
  exec "$electron/electron" "$checkout" "$@"
}

# check_application_options OPTION...: each of them stands alone.
check_application_options() {
  case ${1-} in
    --show)
      [ $# -ge 2 ] || stop 2 "--show needs a view: $(list_views)"
      check_view "$2"
      [ $# -eq 2 ] || stop 2 "\"$3\" does not go with --show"
      ;;
    --show=*)
      check_view "${1#--show=}"
      [ $# -eq 1 ] || stop 2 "\"$2\" does not go with --show"
      ;;
    --files)
      [ -n "${2-}" ] || stop 2 "--files needs the path of a file or a folder"
      [ $# -eq 2 ] || stop 2 "\"$3\" does not go with --files"
      ;;
    --files=*)
      [ -n "${1#--files=}" ] || stop 2 "--files needs the path of a file or a folder"
      [ $# -eq 1 ] || stop 2 "\"$2\" does not go with --files"
      ;;
    *)
      [ $# -le 1 ] || stop 2 "\"$2\" does not go with $1"
      ;;
  esac
}

# whole_path PATH: from the root, its bytes in hexadecimal. A name may be no text, or look like one of Chromium's own
# switches, which it looks for everywhere in its command line.
whole_path() {
  case $1 in
    /*) printf '%s' "$1" ;;
    *) printf '%s/%s' "$PWD" "$1" ;;
  esac | od -A n -v -t x1 | tr -d ' \n'
}

check_view() {
  for view in $views; do
    if [ "$1" = "$view" ]; then return; fi
  done
  stop 2 "there is no view \"$1\" to show, only $(list_views)"
}

# "home, files, space, excludes, history or settings"
list_views() {
  last=${views##* }
  printf '%s or %s' "$(printf '%s' "${views% *}" | sed 's/ /, /g')" "$last"
}
