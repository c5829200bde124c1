# shellcheck shell=sh
: "${checkout:?}"

# require_system_packages WHY PACKAGE...: installs those Debian packages that are missing, as root or through sudo.
require_system_packages() {
  why=$1
  shift
  missing=
  for package; do
    has_package "$package" || missing="$missing $package"
  done
  if [ -z "$missing" ]; then return; fi

  if ! command -v apt-get >/dev/null; then
    set -- "$why" "Please install what provides these programs, then try again:$(programs_of "$missing")"
    case $missing in
      *openssh-server*)
        set -- "$@" "Latchkey starts sshd itself. If a server on port 22 comes along with it, keep that off:" "" \
          "    sudo systemctl disable --now ssh ssh.socket"
        ;;
    esac
    stop "$@"
  fi

  say "$why" "These Debian packages are missing and will be installed:$missing"
  installer="$checkout/scripts/setup/install-packages"
  # $missing holds package names, separated by spaces.
  # shellcheck disable=SC2086
  if [ "$(id -u)" -eq 0 ]; then
    sh "$installer" $missing
  elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
    sudo -n sh "$installer" $missing
  elif command -v sudo >/dev/null && [ -t 0 ]; then
    say "sudo may ask for your password."
    sudo sh "$installer" $missing
  else
    stop "That takes root's rights, and sudo does not give them here. Have this run as root, then try again:" "" \
      "    sh '$installer'$missing" "" \
      "It runs \"apt-get install --no-install-recommends$missing\" and leaves no SSH server running."
  fi || stop "The system packages could not be installed; the reason is above."
}

has_package() {
  if command -v dpkg-query >/dev/null; then
    [ "$(dpkg-query --show --showformat='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
  else
    for program in $(programs_of "$1"); do
      PATH=$PATH:/usr/sbin:/sbin command -v "$program" >/dev/null || return 1
    done
  fi
}

# programs_of PACKAGES: what of these packages is used here, for machines that name their packages in another way.
programs_of() {
  for package in $1; do
    case $package in
      openssh-client) printf ' ssh ssh-keygen' ;;
      openssh-server) printf ' sshd' ;;
      acl) printf ' setfacl' ;;
      attr) printf ' setfattr' ;;
      xvfb) printf ' Xvfb' ;;
      e2fsprogs) printf ' mke2fs' ;;
      xfsprogs) printf ' mkfs.xfs' ;;
      btrfs-progs) printf ' mkfs.btrfs' ;;
      dbus) printf ' dbus-daemon' ;;
      libnotify-bin) printf ' notify-send' ;;
      gnupg) printf ' gpg' ;;
      apt-utils) printf ' apt-ftparchive' ;;
      borgbackup) printf ' borg' ;;
      appstream) printf ' appstreamcli' ;;
      # Libraries and modules are no programs: what lacks one says so itself.
      lib* | python3-*) ;;
      *) printf ' %s' "$package" ;;
    esac
  done
}
