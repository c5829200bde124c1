import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseCommandLine } from '../../../host/command-line';
import { chooseAddress } from '../../../host/laptop-address';
import { bytesToKeepFree, parseMinFree } from '../../../host/keep/min-free';
import { parseKeepPolicy } from '../../../shared/keep-policy';

const base = ['--store', '/srv/latchkey', '--machine', 'laptop'];

describe('the command line', () => {
  it('of a forced command', () => {
    expect(parseCommandLine([...base, '--keep', 'daily=14, weekly=8', '--min-free', '10%'])).toEqual({
      ok: true,
      value: {
        kind: 'receive',
        allowTunnel: false,
        store: '/srv/latchkey',
        machine: 'laptop',
        retention: { keep: { daily: 14, weekly: 8 }, minFree: { share: 0.1 } },
        verifySeconds: 300,
        timeLimit: 86_400,
        request: undefined,
      },
    });
  });

  it.each([
    ['0', 0],
    ['90s', 90],
    ['5m', 300],
    ['2h', 7200],
  ])('reads --verify-for %s', (text, verifySeconds) => {
    expect(parseCommandLine([...base, '--verify-for', text])).toMatchObject({ value: { verifySeconds } });
  });

  it('with how many are served at once', () => {
    expect(parseCommandLine([...base, '--at-once', '3'])).toMatchObject({ value: { atOnce: 3 } });
  });

  it('with what each snapshot is handed to', () => {
    expect(parseCommandLine([...base, '--after', '/home/bak/hand on'])).toMatchObject({
      value: { kind: 'receive', after: '/home/bak/hand on' },
    });
    expect(parseCommandLine(['--hand-on', ...base, '--after', '/bin/true'])).toEqual({
      ok: true,
      value: { kind: 'hand-on', store: '/srv/latchkey', machine: 'laptop', after: '/bin/true' },
    });
  });

  it('of a reading by hand', () => {
    expect(parseCommandLine(['--verify', '--store', '/s', '--for', '30m', '--json'])).toEqual({
      ok: true,
      value: { kind: 'verify', store: '/s', machine: undefined, seconds: 1800, json: true },
    });
    expect(parseCommandLine(['--verify', ...base, '--all'])).toMatchObject({
      value: { machine: 'laptop', seconds: undefined },
    });
  });

  it('takes a store that is named from the home directory, where a forced command starts', () => {
    expect(parseCommandLine(['--store', 'store', '--machine', 'laptop'])).toMatchObject({
      ok: true,
      value: { store: join(process.cwd(), 'store') },
    });
  });

  it.each([
    [['--list', '--store', '/s', '--json'], 'list'],
    [['--check-store', '--store', '/s'], 'check-store'],
    [['--help'], 'help'],
    [['-h'], 'help'],
    [['--version'], 'version'],
    [['--version', '--verbose'], 'version'],
  ])('%j is %s', (argv, kind) => {
    expect(parseCommandLine(argv)).toMatchObject({ ok: true, value: { kind } });
  });

  it.each([
    [[]],
    [['--store', '', '--machine', 'x']],
    [['--store', '/s']],
    [['--store', '/s', '--machine', '..']],
    [['--store', '/s', '--machine', '']],
    [[...base, 'stray']],
    [[...base, '--unknown']],
    [[...base, '--json']],
    [[...base, '--verbose']],
    [['--check-store', ...base]],
    [['--list', '--check-store', '--store', '/s']],
    [['--list', '--store', '/s', '--request', '127.0.0.1:1']],
    [[...base, '--verify-for', '5']],
    [[...base, '--time-limit', '0']],
    [[...base, '--time-limit', '3d']],
    [[...base, '--for', '5m']],
    [['--verify', '--store', '/s', '--for', '1m', '--all']],
    [['--verify', '--store', '/s', '--verify-for', '1m']],
    [['--after-backup', '--store', '/s']],
    [[...base, '--at-once', '0']],
    [[...base, '--at-once', 'two']],
    [[...base, '--after', 'hand-on']],
    [[...base, '--after', '']],
    [['--hand-on', ...base]],
    [['--hand-on', '--store', '/s', '--after', '/bin/true']],
    [['--hand-on', ...base, '--after', '/bin/true', '--keep', 'daily=1']],
    [['--list', '--store', '/s', '--after', '/bin/true']],
  ])('%j is refused', (argv) => {
    expect(parseCommandLine(argv)).toMatchObject({ ok: false });
  });
});

describe('--keep', () => {
  it('reads each period once', () => {
    expect(parseKeepPolicy('daily=14,weekly=8,monthly=12,yearly=1')).toEqual({
      ok: true,
      value: { daily: 14, weekly: 8, monthly: 12, yearly: 1 },
    });
  });
  it.each([
    '',
    'daily',
    'daily=',
    'daily=0',
    'daily=-1',
    'daily=1.5',
    'minutely=1',
    'daily=1,daily=2',
    'daily=1,',
  ])('refuses %j', (text) => {
    expect(parseKeepPolicy(text)).toMatchObject({ ok: false });
  });
});

describe('--min-free', () => {
  it.each([
    ['50G', 50 * 1024 ** 3],
    ['2T', 2 * 1024 ** 4],
    ['512', 512],
    ['10%', 100],
    ['0.5%', 5],
  ])('%s of 1000 bytes is %i', (text, bytes) => {
    const parsed = parseMinFree(text);
    if (!parsed.ok) throw new Error(parsed.reason);
    expect(bytesToKeepFree(parsed.value, 1000)).toBe(bytes);
  });
  it.each(['', '-1', '50g', '50 G', '100%', '1e3', '%', '5GB'])('refuses %j', (text) => {
    expect(parseMinFree(text)).toMatchObject({ ok: false });
  });
});

describe('the address to connect to', () => {
  const from = (address: string): string => `${address} 50000 198.51.100.1 22`;

  it.each([
    ['direct', 'anything.example', from('192.0.2.7'), '192.0.2.7'],
    ['direct', '127.0.0.1', from('2001:db8::7'), '2001:db8::7'],
    ['direct', 'laptop', from('fe80::1%eth0'), 'fe80::1%eth0'],
    ['tunnel', '127.0.0.1', from('192.0.2.7'), '127.0.0.1'],
    ['tunnel', '::1', from('192.0.2.7'), '::1'],
    ['local', '127.0.0.1', undefined, '127.0.0.1'],
    ['direct', '::1', undefined, '::1'],
  ] as const)('%s, %s, call from %s: %s', (reach, host, connection, address) => {
    expect(chooseAddress({ host, port: 22 }, reach, connection)).toEqual({ ok: true, value: address });
  });

  it.each([
    ['tunnel', '192.0.2.7', from('192.0.2.7')],
    ['tunnel', 'localhost', from('192.0.2.7')],
    ['local', '10.0.0.1', undefined],
    ['direct', '10.0.0.1', undefined],
    ['direct', '10.0.0.1', '-oProxyCommand=x 1 2 3'],
    ['direct', '10.0.0.1', ''],
  ] as const)('%s, %s, call from %s: none', (reach, host, connection) => {
    expect(chooseAddress({ host, port: 22 }, reach, connection)).toMatchObject({
      ok: false,
      failure: { code: 'address-mismatch' },
    });
  });
});
