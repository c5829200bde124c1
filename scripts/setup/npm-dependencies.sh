# shellcheck shell=sh
: "${checkout:?}"

# Installs what package-lock.json names, unless exactly that is there already.
require_npm_dependencies() {
  if node "$checkout/scripts/setup/npm-dependencies-are-current.mjs" "$checkout"; then return; fi
  say "Installing the npm packages that package-lock.json names."
  # The caller's NODE_ENV may leave out what builds and tests Latchkey, hence --include=dev.
  (cd "$checkout" && npm ci --include=dev --no-audit --no-fund --no-progress --loglevel=error) ||
    stop "npm could not install them; its own words are above."
}
