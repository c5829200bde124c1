# shellcheck shell=sh
# The Electron that the end-to-end tests run the application in, and the desktop they give it.
: "${checkout:?}"

require_electron_packages() {
  require_system_packages "The end-to-end tests run the application in a real Electron, on a desktop of their own." \
    unzip xvfb openbox dbus libnotify-bin python3-dbus python3-gi python3-dbusmock libnss3 libgbm1 \
    "$(name_of_library libgtk-3-0)" "$(name_of_library libasound2)"
}

# Since Debian 13 and Ubuntu 24.04 the libraries that know times after 2038 have a suffix. Every such system holds one.
name_of_library() {
  if dpkg-query --show --showformat='${db:Status-Status} ${Package}\n' '*t64' 2>/dev/null | grep -q '^installed '; then
    printf '%st64' "$1"
  else
    printf '%s' "$1"
  fi
}

# Leaves its directory in electron_directory. ELECTRON_OVERRIDE_DIST_PATH is how Electron's own package, and the
# tests, are told of one.
require_electron() {
  electron_directory=$(node "$checkout/scripts/electron-setup.mjs") || stop "The reason is above."
  export ELECTRON_OVERRIDE_DIST_PATH="$electron_directory"
}
