# shellcheck shell=sh
# promtool reads metrics as Prometheus does. Debian has it in the package of the server, which installing would start.
: "${checkout:?}"

# Leaves in promtool_directory a directory with promtool, or with nothing where it cannot be had: then a test's own reader has
# to do. Changes nothing of the system.
require_promtool() {
  promtool_directory=${XDG_CACHE_HOME:-$HOME/.cache}/latchkey/promtool
  mkdir -p "$promtool_directory"
  if [ -x "$promtool_directory/promtool" ] || ! command -v apt-get >/dev/null; then return; fi
  fetched=$(mktemp -d "$promtool_directory/.fetched-XXXXXX")
  # Without a user of its own that apt would change to where root calls: root's cache is closed to that one.
  if (cd "$fetched" && apt-get -o APT::Sandbox::User= --quiet --quiet download prometheus >/dev/null 2>&1 &&
    dpkg -x prometheus_*.deb unpacked); then
    mv "$fetched/unpacked/usr/bin/promtool" "$promtool_directory/promtool"
  else
    say "promtool cannot be had here: what Prometheus reads is tested with the tests' own reader alone."
  fi
  rm -rf "$fetched"
}
