# shellcheck shell=sh
# Latchkey never runs as root, its tests and its quickstart included. Where the caller is root, this makes an ordinary
# user, gives it a copy of the checkout and goes on as that user. A copy, because the checkout may lie where that user
# cannot go (/root, a private temporary directory), and because the user has to be able to write in it.
: "${checkout:?}"

trial_user=latchkey-trial

# run_as_ordinary_user PARTS COMMAND...: runs it in the checkout, or as the ordinary user in its copy.
# PARTS: `with-dependencies`, or `without-dependencies` where the built programs are enough.
run_as_ordinary_user() {
  parts=$1
  shift
  if [ "$(id -u)" -ne 0 ]; then
    cd "$checkout" || exit
    if [ -n "${rsync_versions:-}" ]; then export LATCHKEY_RSYNC_VERSIONS="$rsync_versions"; fi
    if [ -n "${promtool_directory:-}" ]; then export LATCHKEY_PROMTOOL="$promtool_directory/promtool"; fi
    "$@"
    return
  fi

  make_trial_user
  trial_home=$(getent passwd "$trial_user" | cut -d: -f6)
  copy_checkout
  copy_electron
  copy_rsync_versions
  copy_promtool
  provide_node
  say "You are root, and Latchkey never runs as root: going on as $trial_user in $copy"
  # cd as that user: root's own working directory may be closed to it.
  # shellcheck disable=SC2016
  as_trial_user sh -c 'cd "$0" && exec "$@"' "$copy" "$@"
}

make_trial_user() {
  if getent passwd "$trial_user" >/dev/null; then return; fi
  say "Making the ordinary user $trial_user. \"userdel --remove $trial_user\" takes it away again."
  useradd --create-home --shell /bin/bash "$trial_user"
}

# With a clean environment: root's own, its agent and its directories are none of that user's business.
as_trial_user() {
  (
    cd /
    exec runuser -u "$trial_user" -- env -i HOME="$trial_home" USER="$trial_user" LOGNAME="$trial_user" SHELL=/bin/bash \
      PATH="${node_directory:+$node_directory:}/usr/local/bin:/usr/bin:/bin:/usr/local/sbin:/usr/sbin:/sbin" \
      LANG="${LANG:-C.UTF-8}" TERM="${TERM:-dumb}" ${CI:+CI="$CI"} \
      ${electron_directory:+ELECTRON_OVERRIDE_DIST_PATH="$electron_directory"} \
      ${rsync_versions:+LATCHKEY_RSYNC_VERSIONS="$rsync_versions"} \
      ${promtool_directory:+LATCHKEY_PROMTOOL="$promtool_directory/promtool"} \
      ${LATCHKEY_FUZZ_MINUTES:+LATCHKEY_FUZZ_MINUTES="$LATCHKEY_FUZZ_MINUTES"} \
      ${LATCHKEY_HISTORIES:+LATCHKEY_HISTORIES="$LATCHKEY_HISTORIES"} \
      ${LATCHKEY_SEQUENCES:+LATCHKEY_SEQUENCES="$LATCHKEY_SEQUENCES"} ${LATCHKEY_SEED:+LATCHKEY_SEED="$LATCHKEY_SEED"} \
      ${file_systems_directory:+LATCHKEY_TEST_FILE_SYSTEMS="$file_systems_directory"} "$@"
  )
}

# One copy per checkout, so that two of them do not overwrite each other; brought up to date by each call.
# root only reads here: all writing is done by that user's own rsync, which can be led nowhere (by a symlink, say) that
# the user could not go by itself. Hard links would be faster and would tie root's files to that user's: not worth it.
copy_checkout() {
  copies=$trial_home/latchkey-checkouts
  copy=$copies/$(printf '%s' "$checkout" | sha256sum | cut -c1-12)
  remove_orphaned_copies
  # shellcheck disable=SC2016
  as_trial_user sh -c 'mkdir -p "$0" && printf "%s\n" "$1" >"$0.origin"' "$copy" "$checkout"
  if [ "$parts" = with-dependencies ]; then set -- --include=/node_modules; else set -- --exclude=/node_modules; fi
  # rsync runs "RSH HOST rsync --server ...": with runuser as its remote shell and env as its host, the far end
  # is the user.
  copy_to_trial_user "$@" --exclude=/.git --exclude=/coverage --exclude=/out \
    --exclude=/node_modules/electron/dist "$checkout/" "env:$copy/"
}

# The Electron in use (electron.sh) lies in root's own cache. It is kept by the place it came from, so that two
# checkouts share one and different ones do not overwrite each other.
copy_electron() {
  if [ -z "${electron_directory:-}" ]; then return; fi
  place=$trial_home/.cache/latchkey/electron-of-$(printf '%s' "$electron_directory" | sha256sum | cut -c1-12)
  # The variable is still root's place, which as_trial_user would pass on.
  source=$electron_directory
  electron_directory=$place
  as_trial_user mkdir -p "$place"
  copy_to_trial_user "$source/" "env:$place/"
}

# As with Electron: they lie in root's own cache (rsync-versions.sh).
copy_rsync_versions() {
  if [ -z "${rsync_versions:-}" ]; then return; fi
  source=$rsync_versions
  rsync_versions=$trial_home/.cache/latchkey/rsync-versions
  as_trial_user mkdir -p "$rsync_versions"
  copy_to_trial_user --exclude='/.*' "$source/" "env:$rsync_versions/"
}

copy_promtool() {
  if [ -z "${promtool_directory:-}" ]; then return; fi
  source=$promtool_directory
  promtool_directory=$trial_home/.cache/latchkey/promtool
  as_trial_user mkdir -p "$promtool_directory"
  copy_to_trial_user --exclude='/.*' "$source/" "env:$promtool_directory/"
}

copy_to_trial_user() {
  rsync --recursive --links --perms --times --delete --rsh="runuser -u $trial_user --" "$@"
}

# Copies whose checkout is gone: each is a few hundred megabytes.
remove_orphaned_copies() {
  for origin in "$copies"/*.origin; do
    if [ -f "$origin" ] && [ ! -d "$(cat "$origin")" ]; then
      as_trial_user rm -rf "${origin%.origin}" "$origin"
    fi
  done
}

# The node in use may lie where the user cannot go, as with nvm in /root: then the user gets a copy of that as well.
provide_node() {
  node=$(node -p process.execPath)
  if ! as_trial_user "$node" --version >/dev/null 2>&1; then
    # shellcheck disable=SC2016
    as_trial_user sh -c 'mkdir -p "$HOME/.local/bin" && cat >"$HOME/.local/bin/node.new" &&
      chmod 755 "$HOME/.local/bin/node.new" && mv "$HOME/.local/bin/node.new" "$HOME/.local/bin/node"' <"$node"
    node=$trial_home/.local/bin/node
  fi
  node_directory=$(dirname "$node")
}
