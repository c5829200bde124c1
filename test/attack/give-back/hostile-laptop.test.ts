/**
 * A laptop that is somebody else's by now: it has the key, an ssh client of its own, and perhaps a code. What it says goes to
 * the real host program behind a real sshd; nothing of the store or of other machines may come back, and nothing may change.
 */
import { chmodSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Frame } from '../../../process/frames';
import { GREETING } from '../../../shared/give-back-channel';
import { describeTree } from '../../helpers/describe-tree';
import { anyClient, grant, revoke, type AnyClient } from '../../helpers/grant';
import { settingsFor, startLoopbackHost, type LoopbackHost } from '../../helpers/loopback-host';
import { Sandbox } from '../../helpers/sandbox';
import { completeSnapshots } from '../../helpers/store';
import { until } from '../../helpers/until';
import { END_OF_RULES, frame, integer, list, rule } from '../../unit/guard/client-stream';

const SECRET = 'the secret of another machine';
const OTHER = 'another-machine';

let sandbox: Sandbox;
let host: LoopbackHost;
let snapshot: string;
let secret: string;

beforeAll(async () => {
  sandbox = new Sandbox();
  host = await startLoopbackHost(sandbox);
  writeFileSync(join(sandbox.source, 'letter.txt'), 'dear reader\n');
  sandbox.writeSettings(settingsFor(host, [sandbox.source]));
  expect(await sandbox.run('--run')).toMatchObject({ status: 0, stderr: '' });
  [snapshot = ''] = completeSnapshots(host.store);
  const other = join(host.store, OTHER, snapshot, 'files');
  mkdirSync(other, { recursive: true });
  secret = join(other, 'secret');
  writeFileSync(secret, `${SECRET}\n`);
});

beforeEach(() => revoke(host));

afterAll(async () => {
  await host.stop();
  sandbox.remove();
});

/** What must not be told, whatever is asked. */
function expectNothingLearnt(said: string): void {
  for (const word of [host.store, OTHER, SECRET, host.home, 'host/store']) expect(said).not.toContain(word);
}

async function letIn(...args: string[]): Promise<AnyClient> {
  const code = await grant(host, ...args);
  const client = await anyClient(host);
  client.send('c', code);
  expect((await client.next())?.kind).toBe('g');
  return client;
}

async function greeted(client: AnyClient): Promise<void> {
  await until(
    () => client.said().includes(GREETING),
    () => client.said(),
  );
}

/** Up to what ends an answer or a transfer. */
async function untilDone(client: AnyClient): Promise<Frame[]> {
  const frames: Frame[] = [];
  for (let next = await client.next(); next !== undefined; next = await client.next()) {
    frames.push(next);
    const words = next.payload.toString();
    if (next.kind === 's' || (next.kind === 'a' && /"answer":"(end|failed)"/.test(words))) break;
  }
  return frames;
}

const FLAGS = '-lHogtpAXrRSe.LsfxCIvu';
const GOOD = `rsync --server --sender ${FLAGS} --specials --numeric-ids . .`;

const COMMANDS = [
  ...[
    '',
    'id',
    'sh -c id',
    '/bin/sh',
    'bash',
    'cat /etc/passwd',
    'scp -f /etc/passwd',
    'rsync',
    'rsync --daemon',
  ],
  ...[
    'rrsync /',
    'internal-sftp',
    '/usr/lib/openssh/sftp-server',
    'latchkey-host --list',
    'env',
    '$(id)',
    '`id`',
  ],
  `/usr/bin/${GOOD}`,
  ` ${GOOD}`,
  `${GOOD} `,
  `${GOOD}; id`,
  `${GOOD} | id`,
  `${GOOD} && id`,
  `${GOOD}\nid`,
  GOOD.replace(' --sender', ''),
  GOOD.replace('--sender', '--sender --daemon'),
  GOOD.replace('. .', '. /'),
  GOOD.replace('. .', '. /etc/'),
  GOOD.replace('. .', '. ..'),
  GOOD.replace('. .', '. . /etc'),
  GOOD.replace('. .', '. ./'),
  GOOD.replace('. .', '/ .'),
  GOOD.replace('. .', '.'),
  GOOD.replace('. .', ''),
  GOOD.replace('--specials', '--devices'),
  GOOD.replace('--numeric-ids', ''),
  GOOD.replace('--specials --numeric-ids', '--numeric-ids --specials'),
  ...[
    '--remove-source-files',
    '--remove-sent-files',
    '--log-file=/tmp/x',
    '--files-from=/etc/passwd',
    '--daemon',
  ],
  ...['--secluded-args', '-s', '--copy-devices', '--write-devices', '--debug=ALL', '--info=ALL', '--delete'],
  ...[
    '--inplace',
    '--append',
    '--partial-dir=/tmp',
    '--temp-dir=/tmp',
    '--backup-dir=/tmp',
    '--backup',
    '--super',
  ],
  ...[
    '--no-fake-super',
    '--fake-super',
    '--exclude-from=/etc/passwd',
    '--include-from=/etc/passwd',
    '--filter=.x',
  ],
  ...['--exclude=x', '-f', '--password-file=/etc/passwd', '--config=/etc/passwd', '--rsync-path=id', '-e id'],
  ...[
    '--compare-dest=/',
    '--copy-dest=/',
    '--link-dest=/',
    '--copy-links',
    '--copy-unsafe-links',
    '--keep-dirlinks',
  ],
  ...['--copy-dirlinks', '--no-relative', '--relative', '--read-batch=/etc/passwd', '--write-batch=/tmp/x'],
  ...['--only-write-batch=/tmp/x', '--usermap=*:root', '--groupmap=*:root', '--chown=root', '--chmod=777'],
  ...[
    '--iconv=utf-8',
    '--munge-links',
    '--trust-sender',
    '--old-args',
    '--msgs2stderr',
    '--stderr=client',
    '-M-e',
  ],
  ...[
    '--checksum-seed=1',
    '--compress-choice=zlib',
    '--checksum-choice=none',
    '--max-alloc=0',
    '--open-noatime',
  ],
].flatMap((words) =>
  words.startsWith('-') ? [GOOD.replace(' --specials', ` ${words} --specials`)] : [words],
);
const MORE_FLAGS = [
  ...Array.from('LkKCFxuWzyqvibdIPTNJUOEabD0', (letter) => GOOD.replace('-l', `-${letter}l`)),
  ...['r', 'R'].map((letter) => GOOD.replace(FLAGS, FLAGS.replace(letter, ''))),
  ...['e/bin/sh', 'e.;id', 'e31.1.1', 'e.Ls/x'].map((end) => GOOD.replace('e.LsfxCIvu', end)),
].filter((words) => words !== GOOD);

test('no command but the one gets anything', async () => {
  const client = await letIn();
  const odd = [...new Set([...COMMANDS, ...MORE_FLAGS])];
  expect(odd.length).toBeGreaterThan(110);
  for (const command of odd) {
    const words = command.split(' ');
    client.send('f', JSON.stringify({ snapshot, paths: [sandbox.source], words }));
    // A client of its own goes on as if it had been understood.
    client.send('d', Buffer.from([31, 0, 0, 0]));
    const said = await untilDone(client);
    expect(
      said.map(({ kind }) => kind),
      command,
    ).toEqual(['w', 's']);
    expect(said[0]?.payload.toString(), command).toMatch(/^refused: /);
  }
  client.end();
  await client.ended;
  expectNothingLearnt(client.said());
});

const asked = (): [string, object][] => {
  const paths = [
    '..',
    '/..',
    '/../..',
    `/../../${OTHER}/${snapshot}/files/secret`,
    '//',
    '/./',
    '/a/../..',
    '/\0',
  ];
  const names = [
    `../${OTHER}`,
    '..',
    '.',
    '',
    'latest',
    `${snapshot}/files`,
    `../${OTHER}/${snapshot}`,
    '.lock',
  ];
  return [
    ...[...paths, secret, host.store, host.home].flatMap((path): [string, object][] => [
      [`list ${path}`, { ask: 'list', snapshot, path }],
      [`tree ${path}`, { ask: 'tree', snapshot, paths: [path] }],
      [`versions ${path}`, { ask: 'versions', path }],
      [`changes ${path}`, { ask: 'changes', from: snapshot, to: snapshot, path }],
    ]),
    ...names.flatMap((name): [string, object][] => [
      [`list in ${name}`, { ask: 'list', snapshot: name, path: '/' }],
      [`changes from ${name}`, { ask: 'changes', from: name, to: snapshot, path: '/' }],
      [`lease ${name}`, { ask: 'lease', snapshot: name, holder: { pid: 1, startTime: '1' } }],
      [`release ${name}`, { ask: 'release', snapshot: name, holder: { pid: 1, startTime: '1' } }],
    ]),
    ['find the other', { ask: 'find', text: OTHER }],
    ['find the secret', { ask: 'find', text: 'secret' }],
    ['find above', { ask: 'find', text: '/../' }],
    ['another question', { ask: 'shell', command: 'id' }],
    ['no question', {}],
    ['a deletion', { ask: 'drop', snapshot }],
  ];
};

test('no question leads out of the machine’s own snapshots', async () => {
  const client = await letIn();
  for (const [what, question] of asked()) {
    client.send('q', JSON.stringify(question));
    const said = (await untilDone(client)).map(({ payload }) => payload.toString());
    const isAnswered = said.some((line) => !/"answer":"(end|failed)"/.test(line));
    expect(isAnswered, `${what}: ${said.join()}`).toBe(false);
    const last = said.at(-1) ?? '';
    // They are the laptop's own words.
    expectNothingLearnt(last.includes('"failed"') ? '' : last);
  }
  client.send('q', JSON.stringify({ ask: 'lease', snapshot, holder: { pid: 1, startTime: '1' } }));
  expect((await client.next())?.payload.toString()).toBe('{"answer":"end"}');
  client.end();
  await client.ended;
  const own = [OTHER, secret, host.store, host.home];
  // Of what it has asked for, an answer may quote its words.
  const told = own.reduce(
    (said, word) => said.replaceAll(JSON.stringify(word).slice(1, -1), ''),
    client.said(),
  );
  expect(told).not.toContain(SECRET);
  // The laptop's processes are none of this machine.
  expect(readdirSync(join(host.store, 'laptop/.leases')).filter((name) => name.endsWith('.1-1'))).toEqual([]);
});

const VERSION = integer(31);
const NAMES = list('md5');
const fetchGood = (paths = [sandbox.source]): string =>
  JSON.stringify({ snapshot, paths, words: GOOD.split(' ') });

test('what rsync would read as rules or messages is refused at its head', async () => {
  const heads: [string, Buffer[]][] = [
    ['a file to read rules from', [VERSION, NAMES, frame(rule(`. ${secret}`))]],
    ['another spelling of it', [VERSION, NAMES, frame(rule(`merge,- ${secret}`))]],
    ['rules of directories', [VERSION, NAMES, frame(rule(': /etc/passwd'))]],
    ['an exclusion', [VERSION, NAMES, frame(rule('- *'))]],
    ['in pieces', [VERSION, NAMES, ...Array.from(frame(rule('! ')), (byte) => Buffer.from([byte]))]],
    ['all at once', [Buffer.concat([VERSION, NAMES, frame(rule(`. ${secret}`)), frame(END_OF_RULES)])]],
    ['a message before', [VERSION, NAMES, frame(Buffer.from('x'), 3), frame(END_OF_RULES)]],
    ['an old protocol, whose stream has another shape', [integer(29), rule(`. ${secret}`)]],
    ['a protocol that nobody knows', [integer(41), NAMES, frame(END_OF_RULES)]],
    ['names that are none', [VERSION, list('../../x\n'), frame(END_OF_RULES)]],
    ['a head without end', [VERSION, Buffer.from([0xff, 0xff]), Buffer.alloc(5000, 0x61)]],
    ['empty messages', [VERSION, NAMES, ...Array.from({ length: 400 }, () => frame(Buffer.alloc(0)))]],
  ];
  const client = await letIn();
  for (const [what, bytes] of heads) {
    client.send('f', fetchGood());
    for (const each of bytes) client.send('d', each);
    const said = await untilDone(client);
    const words = said.filter(({ kind }) => kind === 'w').map(({ payload }) => payload.toString());
    expect(words.join('\n'), what).toContain('refused: ');
  }
  client.end();
  await client.ended;
  expectNothingLearnt(client.said());
});

test('a number of a pre-release talks nobody down to a protocol whose stream is read in another way', async () => {
  // Protocol 29 has no frames: what the vetting takes for an empty list of names and empty messages is a rule of 128 bytes.
  const end = frame(END_OF_RULES);
  const asIfNoRules = Buffer.concat([Buffer.from([0x80, 0]), frame(Buffer.alloc(0)), end]);
  const filler = Buffer.alloc(4 + 128 - asIfNoRules.length, 0x61);
  const client = await letIn();
  const words = GOOD.replace(FLAGS, '-logtprRe30.1LsfxCIvu').split(' ');
  client.send('f', JSON.stringify({ snapshot, paths: [sandbox.source], words }));
  client.send('d', Buffer.concat([VERSION, asIfNoRules, filler, rule(`. ${secret}`), END_OF_RULES]));
  const said = (await untilDone(client)).map(({ payload }) => payload.toString());
  client.end();
  await client.ended;
  expect(client.said()).not.toContain(SECRET);
  expect(said[0]).toMatch(/^refused: /);
});

test('paths that are none of a snapshot, and snapshots that are none, are not sent', async () => {
  const client = await letIn();
  const requests = [
    ...['/..', '/../..', `/../../../${OTHER}`, '/a/../../b', '//etc', '/./x', '/x/', '/\0'].map((path) =>
      fetchGood([path]),
    ),
    fetchGood([]),
    fetchGood(['relative']),
    ...['..', '', `../${OTHER}/${snapshot}`, '2001-01-01T000000Z'].map((name) =>
      JSON.stringify({ snapshot: name, paths: ['/'], words: GOOD.split(' ') }),
    ),
    ...['{}', 'x', '[]', 'null', '{"snapshot":'].values(),
  ];
  for (const request of requests) {
    client.send('f', request);
    const said = await untilDone(client);
    expect(
      said.map(({ kind }) => kind),
      request,
    ).toEqual(['w', 's']);
  }
  client.end();
  await client.ended;
  expectNothingLearnt(client.said().replaceAll('2001-01-01T000000Z', ''));
});

test('what does not belong to the connection ends it', async () => {
  const odd: [string, Buffer | string][] = [
    ['z', 'x'],
    ['c', 'another code'],
    ['g', '{}'],
    ['q', Buffer.alloc(5 * 1024 * 1024)],
    ['f', Buffer.alloc(5 * 1024 * 1024)],
  ];
  for (const [kind, payload] of odd) {
    const client = await letIn();
    client.send(kind, payload);
    expect((await client.next())?.kind).toBe('r');
    expect(await client.next()).toBeUndefined();
    await client.ended;
    expectNothingLearnt(client.said());
  }
  const client = await letIn();
  client.send('f', fetchGood());
  client.send('q', JSON.stringify({ ask: 'snapshots' }));
  let last: Frame | undefined;
  for (let next = await client.next(); next !== undefined; next = await client.next()) last = next;
  expect(last?.payload.toString()).toContain('it asks while a transfer goes on');
  await client.ended;
});

describe('without a code', () => {
  const NO_TRIES: [string, string, Buffer | string][] = [
    ['a question', 'q', JSON.stringify({ ask: 'snapshots' })],
    [
      'a transfer',
      'f',
      JSON.stringify({ snapshot: '2026-01-01T000000Z', paths: ['/'], words: GOOD.split(' ') }),
    ],
    ['data', 'd', 'x'],
    ['a code of a megabyte', 'c', Buffer.alloc(1024 * 1024, 0x41)],
    ['an empty code, which is one try', 'c', ''],
  ];

  test('nothing is given, and what is no try costs none', async () => {
    const code = await grant(host);
    for (const [what, kind, payload] of NO_TRIES) {
      const client = await anyClient(host);
      client.send(kind, payload);
      const said = await client.next();
      expect([undefined, 'r'], what).toContain(said?.kind);
      if (payload.length > 1000) expect(said?.payload.toString(), what).toContain('a message of');
      await client.ended;
      expectNothingLearnt(client.said());
    }
    const good = await anyClient(host);
    good.send('c', code);
    expect((await good.next())?.kind).toBe('g');
    good.end();
    await good.ended;
  });

  test('many at once have one process between them, and three tries', async () => {
    await grant(host);
    const first = await anyClient(host);
    await greeted(first);
    const others = await Promise.all(Array.from({ length: 8 }, () => anyClient(host)));
    // At once, and whatever they have to say.
    const said = await Promise.all(others.map(async (client) => (await client.next())?.payload.toString()));
    expect(new Set(said)).toEqual(new Set(['{"why":"busy"}']));
    await Promise.all(others.map(({ ended }) => ended));
    first.end();
    await first.ended;
    const tries: string[] = [];
    while (tries.length < 5) {
      const client = await anyClient(host);
      client.send('c', 'ABCDE-FGHJK');
      tries.push((await client.next())?.payload.toString() ?? '');
      await client.ended;
    }
    expect(tries.map((words) => words.includes('wrong-code'))).toEqual([true, true, true, false, false]);
    expect(tries.at(-1)).toBe('{"why":"voided"}');
  });

  test('without a grant it is told so at once', async () => {
    const client = await anyClient(host);
    expect((await client.next())?.payload.toString()).toBe('{"why":"not-granted"}');
    await client.ended;
  });

  test('no other word on the ssh command line does anything', async () => {
    const kept = describeTree(join(host.store, 'laptop'));
    const words = [
      ...[
        'latchkey-restore;id',
        'latchkey-restore 2',
        ' latchkey-restore',
        'latchkey-restore\n',
        '--grant-restore',
      ],
      ...[
        'latchkey-host --grant-restore',
        'latchkey-host --revoke-restore',
        '--answer',
        '--serve',
        '--carry',
        'id',
      ],
      GOOD,
    ];
    for (const command of words) {
      const client = await anyClient(host, { command });
      client.send('c', 'ABCDE-FGHJK');
      client.end();
      await client.ended;
      expect(client.said(), command).toContain('"code":"request-malformed"');
      expectNothingLearnt(client.said());
    }
    expect(describeTree(join(host.store, 'laptop'))).toEqual(kept);
  });
});

test('what is wrong with the store names no store', async () => {
  const files = join(host.store, 'laptop', snapshot, 'files');
  const client = await letIn();
  chmodSync(files, 0);
  client.send('q', JSON.stringify({ ask: 'list', snapshot, path: '/' }));
  const [failed] = await untilDone(client);
  client.send('f', fetchGood());
  for (const bytes of [VERSION, NAMES, frame(END_OF_RULES)]) client.send('d', bytes);
  const said = await untilDone(client);
  chmodSync(files, 0o700);
  client.end();
  await client.ended;
  expect(failed?.payload.toString()).toContain('EACCES: permission denied');
  const words = said.filter(({ kind }) => kind === 'w').map(({ payload }) => payload.toString());
  expect(words.join('\n')).toMatch(/STORE.*Permission denied/);
  expectNothingLearnt(client.said());
});
