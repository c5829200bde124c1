# shellcheck shell=sh

say() {
  printf '%s\n' "$@"
}

stop() {
  printf '%s\n' "$@" >&2
  exit 1
}
