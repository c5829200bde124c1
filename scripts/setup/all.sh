# shellcheck shell=sh
# The steps of setting up, for the scripts beside this directory, which set $checkout first.
: "${checkout:?}"
for part in say node-version system-packages npm-dependencies electron rsync-versions promtool ordinary-user file-systems; do
  # shellcheck source=/dev/null
  . "$checkout/scripts/setup/$part.sh"
done

build() {
  say "Building dist/."
  (cd "$checkout" && node scripts/build.mjs) || stop "The build failed; the reason is above."
}
