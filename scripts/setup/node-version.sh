# shellcheck shell=sh
: "${checkout:?}"

# Stops where Node.js is missing or older than package.json asks for. What it runs must work in that older Node.
require_node() {
  command -v node >/dev/null || stop "Latchkey is built with Node.js, and there is none in PATH."
  node -e '
    var wanted = require(process.argv[1]).engines.node.replace(">=", "");
    var oldest = wanted.split(".").map(Number);
    var here = process.versions.node.split(".").map(Number);
    if (here[0] < oldest[0] || (here[0] === oldest[0] && here[1] < oldest[1])) {
      console.error("Latchkey is built with Node.js " + wanted + " or newer. " + process.execPath + " is " + process.version + ".");
      process.exit(1);
    }
  ' "$checkout/package.json" || exit 1
}
