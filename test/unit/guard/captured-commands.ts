/** What real clients sent, with a script as their -e that wrote down its arguments. The root is /home/u. */
export const CAPTURED_COMMANDS: readonly string[] = [
  // rsync 3.5.0
  // -HaAXz --super --exclude-from=... --rsync-path="ionice -c3 rsync", the call of the original
  'ionice -c3 rsync --server --sender -lHogDtpAXrze.iLsfxCIvu . /home/u/',
  // -aHAXS --numeric-ids --fake-super --delete --link-dest=...
  'rsync --server --sender -lHogDtpAXrSe.iLsfxCIvu --numeric-ids . /home/u/',
  // -aHAXSxzvn
  'rsync --server --sender -vnlHogDtpAXrxSze.iLsfxCIvu . /home/u/',
  // -aHAXSxxzvvn
  'rsync --server --sender -vvnlHogDtpAXrxxSze.iLsfxCIvu . /home/u/',
  // -a; -a --no-D
  'rsync --server --sender -logDtpre.iLsfxCIvu . /home/u/',
  'rsync --server --sender -logtpre.iLsfxCIvu . /home/u/',
  // --delete-before, --delete-after, --delay-updates, --no-inc-recursive
  'rsync --server --sender -lHogDtpAXrSe.LsfxCIvu . /home/u/',
  // --skip-compress=gz/mp[34]
  'rsync --server --sender -lHogDtpAXrSe.iLsfxCIvu --skip-compress=gz/mp\\[34\\] . /home/u/',
  // --compress-choice=zstd, zlib and zlibx; the same as --zc
  'rsync --server --sender -lHogDtpAXrSe.iLsfxCIvu --compress-choice=zstd . /home/u/',
  'rsync --server --sender -lHogDtpAXrSze.iLsfxCIvu --old-compress . /home/u/',
  'rsync --server --sender -lHogDtpAXrSe.iLsfxCIvu --new-compress . /home/u/',
  'rsync --server --sender -lHogDtpAXrSe.iLsfxCIvu --compress-choice=none . /home/u/',
  // --compress-level=3 without and with -z; --zl=-5
  'rsync --server --sender -lHogDtpAXrSe.iLsfxCIvu --compress-level=3 . /home/u/',
  'rsync --server --sender -lHogDtpAXrSze.iLsfxCIvu --compress-level=3 . /home/u/',
  'rsync --server --sender -lHogDtpAXrSe.iLsfxCIvu --compress-level=-5 . /home/u/',
  'rsync --server --sender -lHogDtpAXrSe.iLsfxCIvu --bwlimit=1536 . /home/u/',
  'rsync --server --sender -lHogDtpAXrSe.iLsfxCIvu --timeout=30 . /home/u/',
  'rsync --server --sender -vnlHogDtpAXrxSe.iLsfxCIvu --compress-level=3 --timeout=4 --bwlimit=99 --compress-choice=zstd --skip-compress=a/b --numeric-ids . /home/u/',
  // --from0 --files-from=NAMES
  'rsync --server --sender -lHogDtpAXRSe.LsfxCIvu --timeout=300 --numeric-ids --files-from=- --from0 . /home/u/',
  // without the slash
  'rsync --server --sender -lHogDtpAXrSe.iLsfxCIvu . /home/u',
  // rsync 3.2.7: -aHAXSvn, and --zc=zstd --zl=-5
  'rsync --server --sender -vnlHogDtpAXrSe.iLsfxCIvu . /home/u/',
  'rsync --server --sender -lHogDtpAXrSe.iLsfxCIvu --compress-level=-5 --compress-choice=zstd . /home/u/',
  // rsync 3.1, as in its sources
  'rsync --server --sender -logDtpre.iLsfx . /home/u/',
  'ionice -c3 -n7 rsync --server --sender -vlHogDtpAXrxze.iLsfxC --numeric-ids . /home/u/',
];
