# shellcheck shell=sh
# Small file systems of several kinds, for the tests of what a store's file system can do. Mounting takes root, the tests run
# without: root makes them here and hands each to the ordinary user.
: "${checkout:?}" "${trial_user:?}"

file_system_kinds="ext4 ext4-128 xfs btrfs ntfs ntfs-without-modes ntfs-ignore-case"

require_file_system_packages() {
  if [ "$(id -u)" -ne 0 ]; then return; fi
  require_system_packages "The tests keep stores on other file systems as well." \
    e2fsprogs xfsprogs btrfs-progs ntfs-3g
}

# Leaves their place in file_systems_directory. Its file "list" has a line for each kind: "KIND yes", or "KIND no REASON".
make_file_systems() {
  file_systems_directory=$(mktemp -d /tmp/latchkey-file-systems-XXXXXX)
  chmod 755 "$file_systems_directory"
  trap remove_file_systems EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM
  for kind in $file_system_kinds; do
    if [ "$(id -u)" -ne 0 ]; then
      reason="mounting takes root, and the tests were started by another user"
    else
      make_trial_user
      reason=$(make_file_system "$kind" "$file_systems_directory/$kind" 2>&1) && reason=
    fi
    if [ -z "$reason" ]; then echo "$kind yes"; else echo "$kind no $(echo "$reason" | tail -n 1)"; fi
  done >"$file_systems_directory/list"
  export LATCHKEY_TEST_FILE_SYSTEMS="$file_systems_directory"
}

# Sparse: together they take about 10 MB.
make_file_system() {
  mkdir "$2"
  case $1 in
    ext4) prepare_image "$2" 400M mke2fs -q -t ext4 -F && mount -o loop "$2.img" "$2" ;;
    ext4-128) prepare_image "$2" 64M mke2fs -q -t ext4 -I 128 -F && mount -o loop "$2.img" "$2" ;;
    xfs) prepare_image "$2" 320M mkfs.xfs -q && mount -o loop "$2.img" "$2" ;;
    btrfs) prepare_image "$2" 128M mkfs.btrfs -q && mount -o loop "$2.img" "$2" ;;
    ntfs) prepare_image "$2" 64M mkfs.ntfs -q -F -f && ntfs-3g -o permissions "$2.img" "$2" ;;
    ntfs-without-modes) prepare_image "$2" 64M mkfs.ntfs -q -F -f && ntfs-3g -o "$(for_trial_user)" "$2.img" "$2" ;;
    ntfs-ignore-case)
      prepare_image "$2" 64M mkfs.ntfs -q -F -f && lowntfs-3g -o ignore_case,permissions "$2.img" "$2"
      ;;
  esac && { case $1 in ntfs-without-modes) ;; *) chown "$trial_user" "$2" ;; esac; }
}

# prepare_image PLACE SIZE COMMAND...
prepare_image() {
  image=$1.img
  truncate -s "$2" "$image"
  shift 2
  "$@" "$image"
}

for_trial_user() {
  printf 'uid=%s,gid=%s,umask=077' "$(id -u "$trial_user")" "$(id -g "$trial_user")"
}

remove_file_systems() {
  for kind in $file_system_kinds; do
    if mountpoint -q "$file_systems_directory/$kind"; then umount "$file_systems_directory/$kind"; fi
  done
  rm -rf --one-file-system "$file_systems_directory"
}
