/** Lines as rsync 3.5.0 and 3.1.3 were seen to write them. */
import { describe, expect, it } from 'vitest';
import type { Report } from '../../../shared/report';
import { ProgressFollower } from '../../../host/follow-progress';
import { PullJudge } from '../../../host/judge-pull';
import { pullArguments } from '../../../host/rsync-command';
import { escapeLikeRsync, readRsyncMessage } from '../../../host/rsync-messages';
import {
  addStats,
  NO_STATS,
  parseDryRunLine,
  parseProgressLine,
  withStatsLine,
} from '../../../host/rsync-output';

describe('progress', () => {
  it('is read with and without the count of files', () => {
    expect(parseProgressLine('       10489654  99%  666.91MB/s    0:00:00 (xfr#4, to-chk=4/12)')).toEqual({
      bytes: 10489654,
      percent: 99,
      rate: 666.91 * 1024 ** 2,
      files: 4,
      listComplete: true,
      percentChecked: 100 * (1 - 4 / 12),
    });
    expect(
      parseProgressLine('              1   0%    0.98kB/s    0:00:00 (xfr#1, ir-chk=1010/1012)'),
    ).toMatchObject({
      files: 1,
      listComplete: false,
    });
    expect(parseProgressLine('         32,768')).toBeUndefined();
    expect(parseProgressLine('    163840   3%    1.00GB/s    1:02:03  ')).toMatchObject({
      bytes: 163840,
      percent: 3,
    });
  });

  it('is reported twice a second, adds up over roots, and knows no percentage before the list is complete', () => {
    const reports: Report[] = [];
    let time = 0;
    const follower = new ProgressFollower(
      (report) => reports.push(report),
      () => time,
    );
    const step = (root: string, bytes: number, files: number, listComplete: boolean): void => {
      follower.follow(root, { bytes, percent: 50, rate: 1, files, listComplete });
      time += 250;
    };
    follower.startRoot(false);
    step('/a', 10, 1, false);
    step('/a', 20, 2, false);
    step('/a', 30, 3, true);
    follower.startRoot(false);
    step('/b', 5, 1, false);
    step('/b', 7, 2, true);
    expect(reports).toEqual([
      { type: 'progress', root: '/a', bytes: 10, files: 1, rate: 1 },
      { type: 'progress', root: '/a', bytes: 30, files: 3, rate: 1, percent: 50 },
      { type: 'progress', root: '/b', bytes: 37, files: 5, rate: 1, percent: 50 },
    ]);
  });
});

it('with a base, progress is the share of the files that have been looked at', () => {
  const reports: Report[] = [];
  const follower = new ProgressFollower(
    (report) => reports.push(report),
    () => reports.length * 1000,
  );
  follower.startRoot(true);
  for (const line of [
    '      1960  0%   37.00MB/s    0:00:00 (xfr#1, ir-chk=1000/2931)',
    '      2960  1%   37.00MB/s    0:00:00 (xfr#2, to-chk=1500/3000)',
    '      3960  1%   37.00MB/s    0:00:00  ',
    '      9960  3%   37.00MB/s    0:00:00 (xfr#9, to-chk=30/3000)',
  ]) {
    const progress = parseProgressLine(line);
    if (progress === undefined) throw new Error(line);
    follower.follow('/a', progress);
  }
  expect(reports.map((report) => (report.type === 'progress' ? report.percent : null))).toEqual([
    undefined,
    50,
    50,
    99,
  ]);
});

describe('--stats', () => {
  it.each([
    ['Number of files: 12 (reg: 7, dir: 3, link: 1, special: 1)', { files: 7 }],
    ['Number of files: 1,234,567 (reg: 1,000,000, dir: 234,567)', { files: 1_000_000 }],
    ['Number of regular files transferred: 5', { transferredFiles: 5 }],
    ['Number of created files: 1,630 (reg: 1,530, dir: 100)', { createdFiles: 1530 }],
    ['Number of created files: 0', undefined],
    ['Total file size: 10493555 bytes', { bytes: 10493555 }],
    ['Total bytes received: 10492759', { transferredBytes: 10492759 }],
    ['Total transferred file size: 10489657 bytes', {}],
    ['Number of files: 1 (dir: 1)', {}],
    ['', {}],
  ])('%j', (line, stats) => {
    expect(withStatsLine(NO_STATS, line)).toEqual({ ...NO_STATS, ...stats });
  });

  it('is the last block: what the laptop had said before it counts for nothing', () => {
    const lines = [
      'Number of files: 9 (reg: 9)',
      'Number of regular files transferred: 9',
      'Total file size: 9 bytes',
      'Number of files: 1 (dir: 1)',
      'Total bytes received: 30',
    ];
    expect(lines.reduce(withStatsLine, NO_STATS)).toEqual({ ...NO_STATS, transferredBytes: 30 });
  });

  it('says no more than a report can hold, whatever sizes a laptop makes up', () => {
    const most = Number.MAX_SAFE_INTEGER;
    const huge = withStatsLine(NO_STATS, 'Total file size: 9,223,372,036,854,775,807 bytes');
    expect(huge.bytes).toBe(most);
    expect(withStatsLine(NO_STATS, 'Total file size: -9,223,372,036,854,775,808 bytes').bytes).toBe(most);
    expect(addStats(huge, huge).bytes).toBe(most);
    const line =
      '  9223372036854775807 100%  9999999.99TB/s    0:00:00 (xfr#99999999999999999999, to-chk=9/1)';
    expect(parseProgressLine(line)).toMatchObject({
      bytes: most,
      rate: most,
      files: most,
      percentChecked: 0,
    });
    expect(parseDryRunLine('9223372036854775807 huge')).toEqual({ bytes: most, name: 'huge' });
  });
});

describe('a dry run', () => {
  it.each([
    ['3 a b/f', { bytes: 3, name: 'a b/f' }],
    ['0 9 lives', { bytes: 0, name: '9 lives' }],
    ['4096 dir/', undefined],
    ['total size is 10493555  speedup is 34746.87 (DRY RUN)', undefined],
  ])('%j', (line, found) => {
    expect(parseDryRunLine(line)).toEqual(found);
  });
});

describe('an error line', () => {
  it.each([
    [
      'rsync: [sender] opendir "/s/deny" failed: Permission denied (13)',
      { kind: 'unreadable', path: '/s/deny' },
    ],
    ['rsync: opendir "/s/deny" failed: Permission denied (13)', { kind: 'unreadable', path: '/s/deny' }],
    [
      'rsync: [sender] send_files failed to open "/s/a "b" c": Permission denied (13)',
      { kind: 'unreadable', path: '/s/a "b" c' },
    ],
    [
      'rsync: [sender] readlink_stat("/s/x") failed: Permission denied (13)',
      { kind: 'unreadable', path: '/s/x' },
    ],
    [
      'rsync: [sender] read errors mapping "/s/bad": Input/output error (5)',
      { kind: 'unreadable', path: '/s/bad' },
    ],
    [
      'rsync: [sender] get_xattr_names: llistxattr("/s/x",1024) failed: Permission denied (13)',
      { kind: 'unreadable', path: '/s/x' },
    ],
    [
      'rsync: [sender] rsync_xal_get: lgetxattr("/s/x","user.a",0) failed: Permission denied (13)',
      { kind: 'unreadable', path: '/s/x' },
    ],
    [
      'rsync: [sender] get_acl: sys_acl_get_file(/s/x, ACL_TYPE_ACCESS): Input/output error (5)',
      { kind: 'unreadable', path: '/s/x' },
    ],
    ['ERROR: a/log failed verification -- update discarded.', { kind: 'unreadable', path: '/s/a/log' }],
    ['file has vanished: "/s/No space left on device (28)"', { kind: 'vanished' }],
    [
      'rsync: [sender] opendir "/s/latchkey-guard: refused: x" failed: Permission denied (13)',
      { kind: 'unreadable', path: '/s/latchkey-guard: refused: x' },
    ],
    ['rsync: [receiver] write failed on "/m/f/big": No space left on device (28)', { kind: 'full' }],
    ['rsync: [receiver] mkstemp "/m/f/.x.AbCdEf" failed: Disk quota exceeded (122)', { kind: 'full' }],
    ['rsync: write failed on "/m/f/big": No space left on device (28)', { kind: 'full' }],
    [
      'rsync: [sender] opendir "/s/x: No space left on device (28)" failed: Permission denied (13)',
      { kind: 'unreadable', path: '/s/x: No space left on device (28)' },
    ],
  ])('%s', (line, message) => {
    expect(readRsyncMessage(line, '/s')).toEqual(message);
  });

  it('an attribute that the store cannot hold is a gap, named as the laptop knows the file', () => {
    const failed = (path: string): string =>
      `rsync: [receiver] rsync_xal_set: fsetxattr("${path}","user.big") failed: No space left on device (28)`;
    const path = '/m/2026-01-01T000000Z.partial/files/s/d';
    expect(readRsyncMessage(failed(`${path}/.x.vVuTcX`), '/s')).toEqual({
      kind: 'unreadable',
      path: '/s/d/x',
    });
    expect(readRsyncMessage(failed(`${path}/x`), '/s')).toEqual({ kind: 'unreadable', path: '/s/d/x' });
  });

  const inStore = '/m/2026-01-01T000000Z.partial/files/s';
  it.each([
    [`[receiver] mkstemp "${inStore}/.q?uestion.ecC9Pj" failed: Invalid argument (22)`, '/s/q?uestion'],
    [`[generator] mknod "${inStore}/fi:fo" failed: Invalid argument (22)`, '/s/fi:fo'],
    [`[generator] symlink "${inStore}/sym:"link" -> "ok" failed: Invalid argument (22)`, '/s/sym:"link'],
    [`[generator] recv_generator: mkdir "${inStore}/dir*star" failed: Invalid argument (22)`, '/s/dir*star'],
    [`[generator] recv_generator: failed to stat "${inStore}/long": File name too long (36)`, '/s/long'],
    [`[receiver] rename "${inStore}/.x.AbCdEf" -> "s/x": Invalid argument (22)`, '/s/x'],
    [`[receiver] set_acl: sys_acl_set_file(${inStore}/x, ACL_TYPE_ACCESS): Invalid argument (22)`, '/s/x'],
    [`[generator] failed to set times on "${inStore}/x": Operation not permitted (1)`, '/s/x'],
  ])('what the store cannot hold is a gap, named as the laptop knows it: %s', (text, path) => {
    expect(readRsyncMessage(`rsync: ${text}`, '/s')).toEqual({ kind: 'unreadable', path });
  });

  it('so is a path that is too long to be sent; and a link too many has a kind of its own', () => {
    const overlong = 'filename overflows max-path len by 125: ddd/ddd/leaf';
    expect(readRsyncMessage(overlong, '/s')).toEqual({ kind: 'unreadable', path: '/s/ddd/ddd/leaf' });
    const link = `rsync: [generator] link "${inStore}/a1" => a0 failed: Too many links (31)`;
    expect(readRsyncMessage(link, '/s')).toEqual({ kind: 'too-many-links', path: '/s/a1' });
  });

  it.each([
    [`rsync: [receiver] mkstemp "${inStore}/.x.AbCdEf" failed: Read-only file system (30)`, 'local'],
    [`rsync: [receiver] write failed on "${inStore}/x": Input/output error (5)`, 'local'],
    ['rsync: [generator] recv_generator: mkdir "/m/x" failed: Permission denied (13)', 'local'],
    ['rsync: recv_generator: mkdir "/m/x" failed: Permission denied (13)', 'local'],
    [
      'rsync error: some files/attrs were not transferred (see previous errors) (code 23) at main.c(1956) [generator=3.5.0]',
      'other',
    ],
    ['WARNING: a/log failed verification -- update discarded (will try again).', 'other'],
  ])('%s is %s', (line, kind) => {
    expect(readRsyncMessage(line, '/s').kind).toBe(kind);
  });

  it('quotes paths as rsync does', () => {
    expect(escapeLikeRsync('/büro\n')).toBe('/b\\#303\\#274ro\\#012');
    expect(escapeLikeRsync('/a\\#012')).toBe('/a\\#134#012');
  });
});

describe('the end of a pull', () => {
  const unreadable = 'rsync: [sender] opendir "/s/deny" failed: Permission denied (13)';
  const local = 'rsync: [receiver] mkstemp "/m/x" failed: Operation not permitted (1)';
  const full = 'rsync: [receiver] write failed on "/m/x": No space left on device (28)';
  const refused = 'latchkey-guard: refused: not one of the roots';

  const crowded = 'rsync: [generator] link "/m/1.partial/files/s/a1" => a0 failed: Too many links (31)';

  it.each([
    [
      null,
      [crowded, 'rsync error: error in rsync protocol data stream (code 12) at io.c(232)'],
      'too-many-links',
    ],
    [13, [crowded, 'Hlink node data for 2 already has path=a01000 (a01000)'], 'too-many-links'],
    [23, [crowded], 'ok'],
    [23, ['filename overflows max-path len by 125: ddd/leaf'], 'ok'],
    [0, [], 'ok'],
    [24, ['file has vanished: "/s/x"'], 'ok'],
    [23, [unreadable], 'ok'],
    [23, [unreadable, local], 'transfer-failed'],
    [23, [unreadable, full], 'store-full'],
    [23, [], 'transfer-failed'],
    [23, ['rsync: [sender] change_dir "/s" failed: No such file or directory (2)'], 'transfer-failed'],
    [11, [full], 'store-full'],
    [11, [local], 'transfer-failed'],
    [12, [refused], 'transfer-failed'],
    [1, ['rsync: --info=progress2: unknown option'], 'transfer-failed'],
    [10, [], 'transfer-interrupted'],
    [12, [], 'transfer-interrupted'],
    [20, [], 'transfer-interrupted'],
    [30, [], 'transfer-interrupted'],
    [35, [], 'transfer-interrupted'],
    [255, ['Connection closed by UNKNOWN port 65535'], 'transfer-interrupted'],
    [null, [], 'transfer-interrupted'],
  ] as const)('status %s with %j: %s', (status, lines, outcome) => {
    const judge = new PullJudge('/s');
    for (const line of lines) judge.hear(line);
    const result = judge.judge(status);
    expect(result.ok ? 'ok' : result.failure.code).toBe(outcome);
  });

  it('names at most a thousand paths and counts all', () => {
    const judge = new PullJudge('/s');
    for (let i = 0; i < 1500; i += 1)
      judge.hear(`rsync: [sender] opendir "/s/${i}" failed: Permission denied (13)`);
    expect(judge.findings.unreadable.count).toBe(1500);
    expect(judge.findings.unreadable.paths).toHaveLength(1000);
  });
});

describe('the path for the remote shell', () => {
  const pathFor = (root: string, rsyncVersion: string): string | undefined =>
    pullArguments(
      { root, remoteShell: 'ssh', linkDests: [], destination: '/d', rsyncVersion, keepsNanoseconds: true },
      '/u',
    ).at(-2);

  it('is escaped here only for an rsync that does not do it itself', () => {
    expect(pathFor("/a b'ü", '3.2.4')).toBe("latchkey-laptop:/a b'ü/");
    expect(pathFor("/a b'ü", '3.5.0')).toBe("latchkey-laptop:/a b'ü/");
    expect(pathFor("/a b'ü", '3.2.3')).toBe("latchkey-laptop:/a\\ b\\'ü/");
    expect(pathFor('/', '3.1.3')).toBe('latchkey-laptop:/');
  });
});
