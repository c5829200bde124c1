/** docs/host.md, typed into a shell by the owner of a host; its alerts are judged by promtool where that can be had. */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { blocksIn, commandsIn } from '../../helpers/documented-commands';
import { makeSnapshots } from '../../helpers/made-snapshots';
import { PROJECT, Sandbox } from '../../helpers/sandbox';

const DOCUMENT = 'docs/host.md';

let sandbox: Sandbox;
let home: string;
let collector: string;

beforeAll(() => {
  sandbox = new Sandbox();
  home = sandbox.directory('home');
  collector = sandbox.directory('collector');
  for (const name of ['thinkpad', 'desk']) {
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', join(home, name)]);
  }
});

afterAll(() => {
  sandbox.remove();
});

/** As it stands there, but for the places that are those of a whole machine. */
function type(command: string): { status: number | null; stdout: string; stderr: string } {
  const here = command
    .replaceAll('/srv/latchkey', sandbox.store)
    .replaceAll('/home/bak', home)
    .replaceAll('/var/lib/prometheus/node-exporter', collector);
  const env = { HOME: home, PATH: `${join(PROJECT, 'bin')}:/usr/bin:/bin`, LATCHKEY_NODE: process.execPath };
  const { status, stdout, stderr } = spawnSync('bash', ['-c', here], { cwd: home, encoding: 'utf8', env });
  return { status, stdout, stderr };
}

test('its commands do what it says, one after the other', () => {
  const [add = ''] = commandsIn(DOCUMENT, 'Add a laptop');
  const [more = '', preview = ''] = commandsIn(DOCUMENT, 'Quotas');
  const [metrics = ''] = commandsIn(DOCUMENT, 'Metrics');
  expect(type(add)).toMatchObject({ status: 0, stderr: '' });
  expect(type(more)).toMatchObject({ status: 0, stderr: '' });
  const lines = readFileSync(join(home, '.ssh/authorized_keys'), 'utf8').trim().split('\n');
  expect(lines).toEqual([
    expect.stringContaining(
      `--store ${sandbox.store} --machine thinkpad --keep hourly=24,daily=14,weekly=8,monthly=12",restrict ssh-ed25519 `,
    ),
    expect.stringContaining(
      `--store ${sandbox.store} --machine desk --keep daily=14,weekly=8 --min-free 10% --max-size 500G",restrict `,
    ),
  ]);

  for (const [name, days] of [
    ['thinkpad', 1],
    ['desk', 9],
  ] as const) {
    mkdirSync(join(sandbox.store, name));
    makeSnapshots(join(sandbox.store, name), [{ age: days * 86_400 }]);
  }
  expect(type(preview)).toMatchObject({ status: 0, stderr: '' });
  const [list, overdue, check, verify, ...others] = commandsIn(DOCUMENT, 'See how they stand').map(type);
  expect(others).toEqual([]);
  expect(list).toMatchObject({
    status: 0,
    stderr: '',
    stdout: expect.stringContaining('thinkpad  2') as string,
  });
  expect(overdue).toMatchObject({
    ...{ status: 1, stderr: '' },
    stdout: expect.stringMatching(/^desk {2}the last good backup was 9 days ago: \S+\n$/) as string,
  });
  expect(check?.stdout).toContain('thinkpad');
  expect(verify).toMatchObject({
    stderr: '',
    stdout: expect.stringContaining('thinkpad: read 0 files') as string,
  });
  expect(type(metrics)).toEqual({ status: 0, stdout: '', stderr: '' });
  expect(readdirSync(collector)).toEqual(['latchkey.prom']);
});

test('a second home gets what is newest', () => {
  const [add = '', handOn = '', ...others] = commandsIn(DOCUMENT, 'A second home');
  expect(others).toEqual([]);
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', join(home, 'studio')]);
  writeFileSync(join(home, 'hand-on'), '#!/bin/sh\nls "$LATCHKEY_FILES"\n', { mode: 0o700 });
  expect(type(add)).toMatchObject({ status: 0, stderr: '' });
  const lines = readFileSync(join(home, '.ssh/authorized_keys'), 'utf8');
  expect(lines).toContain(` --machine studio --after ${home}/hand-on",restrict ssh-ed25519 `);
  mkdirSync(join(sandbox.store, 'studio'));
  const [snapshot = ''] = makeSnapshots(join(sandbox.store, 'studio'), [{ age: 60, files: { letter: '' } }]);
  expect(type(handOn)).toEqual({ status: 0, stderr: '', stdout: `studio: ${snapshot} was handed on\n` });
  const said = readFileSync(join(sandbox.store, 'studio/handed-on.json'), 'utf8');
  expect(JSON.parse(said)).toMatchObject({ said: 'letter\n' });
});

test('its key is made as it says', () => {
  const [, command = ''] = /`(ssh-keygen [^`]+)`/.exec(readFileSync(join(PROJECT, DOCUMENT), 'utf8')) ?? [];
  expect(type(command)).toMatchObject({ status: 0 });
  expect(existsSync(join(home, '.ssh/latchkey.pub'))).toBe(true);
});

test('it names every metric that there is, and no other', () => {
  const told = type(`latchkey-host --metrics --store /srv/latchkey`).stdout;
  const there = [...told.matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name);
  const named = readFileSync(join(PROJECT, DOCUMENT), 'utf8').matchAll(/^\| `(latchkey_\w+)`/gm);
  expect([...named].map(([, name]) => name).sort()).toEqual(there.sort());
});

const { LATCHKEY_PROMTOOL: promtool = '' } = process.env;

test.skipIf(!existsSync(promtool))(
  'its alerts go off for who is overdue, ahead, or never came, and for nobody else',
  () => {
    const [rules = ''] = blocksIn(DOCUMENT, 'Metrics', 'yaml');
    const directory = sandbox.directory('rules');
    writeFileSync(join(directory, 'rules.yml'), rules);
    const at = 20 * 86_400;
    const series = (name: string, machine: string, value: number): object => ({
      series: `latchkey_${name}{store="/s",machine="${machine}"}`,
      values: `${value}x25`,
    });
    const good = (machine: string, time: number): object[] => [
      series('last_good_snapshot_timestamp_seconds', machine, time),
      series('snapshots', machine, 3),
    ];
    const labels = (machine: string): object => ({ exp_labels: { store: '/s', machine } });
    writeFileSync(
      join(directory, 'test.yml'),
      JSON.stringify({
        rule_files: ['rules.yml'],
        evaluation_interval: '1d',
        tests: [
          {
            interval: '1d',
            input_series: [
              ...good('fresh', at - 86_400),
              ...good('late', at - 8 * 86_400),
              ...good('ahead', at + 86_400),
              series('snapshots', 'never', 0),
              ...['fresh', 'late'].map((machine) => series('hold', machine, machine === 'late' ? 1 : 0)),
              series('hand_on_failed', 'fresh', 1),
              series('hand_on_failed', 'late', 0),
              series('last_handed_on_timestamp_seconds', 'late', at - 8 * 86_400),
              series('hand_on_failed', 'ahead', 0),
              series('last_handed_on_timestamp_seconds', 'ahead', at - 86_400),
            ],
            alert_rule_test: [
              {
                eval_time: '20d',
                alertname: 'LatchkeyOverdue',
                exp_alerts: ['late', 'ahead', 'never'].map(labels),
              },
              { eval_time: '20d', alertname: 'LatchkeyLooksWrong', exp_alerts: [labels('late')] },
              {
                eval_time: '20d',
                alertname: 'LatchkeyNotHandedOn',
                exp_alerts: ['fresh', 'late'].map(labels),
              },
            ],
          },
        ],
      }),
    );
    const tested = spawnSync(promtool, ['test', 'rules', 'test.yml'], { cwd: directory, encoding: 'utf8' });
    expect(tested, tested.stdout + tested.stderr).toMatchObject({ status: 0 });
  },
);
