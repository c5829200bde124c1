# shellcheck shell=sh
# The rsyncs that this Debian serves. There may be two of them, one from the release and one from its security archive,
# and they differ where Latchkey stands on them: what the tests say of rsync has to be true of each.
: "${checkout:?}"

# Leaves in rsync_versions a directory with one directory for each version, as "dpkg -x" unpacks it. Asks the archive at
# most once a day, as whoever the caller is, with package lists of its own: nothing of the system is changed.
require_rsync_versions() {
  rsync_versions=${XDG_CACHE_HOME:-$HOME/.cache}/latchkey/rsync-versions
  mkdir -p "$rsync_versions"
  asked=$rsync_versions/.asked
  if [ -z "$(find "$asked" -mtime -1 2>/dev/null)" ] && command -v apt-get >/dev/null; then
    if fetch_rsync_versions; then touch "$asked"; fi
  fi
  set -- "$rsync_versions"/*/usr/bin/rsync
  if [ $# -lt 2 ]; then
    say "Only one version of rsync can be had here: what depends on the version is tested with that one."
  fi
}

# Fails where the archive knows no rsync, or does not give one that it knows.
fetch_rsync_versions() {
  fetched=$(mktemp -d "$rsync_versions/.fetched-XXXXXX")
  fetch_status=0
  unpack_rsync_versions || fetch_status=1
  rm -rf "$fetched"
  return $fetch_status
}

unpack_rsync_versions() {
  mkdir -p "$fetched/lists/partial" "$fetched/cache"
  # Without a user of its own that apt would change to where root calls: root's cache is closed to that one.
  set -- -o Dir::State::lists="$fetched/lists" -o Dir::Cache="$fetched/cache" -o APT::Sandbox::User=
  # Somebody else's archive that is away is no reason to do without Debian's.
  apt-get "$@" --quiet --quiet update >/dev/null 2>&1 || true
  versions=$(apt-cache "$@" madison rsync | awk -F ' *[|] *' '/Packages$/ { print $2 }' | sort -u)
  [ -n "$versions" ] || return 1
  for version in $versions; do
    if [ -d "$rsync_versions/$version" ]; then continue; fi
    (cd "$fetched" && apt-get "$@" --quiet --quiet download "rsync=$version" >/dev/null) || return 1
    dpkg -x "$fetched"/rsync_*.deb "$fetched/unpacked" || return 1
    rm "$fetched"/rsync_*.deb
    mv "$fetched/unpacked" "$rsync_versions/$version"
  done
}
