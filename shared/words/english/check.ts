/** The connection check, step by step. */
import { SSH_SERVER_OFF } from '../../install-advice';
import type { Formats } from '../formats';

export const checkWords = (formats: Formats) => ({
  title: 'The way there and back',
  run: 'Test the connection',
  again: 'Test again',
  cancel: 'Stop the test',
  running: 'Testing, step by step. Nothing is backed up by it.',
  now: 'trying',
  ready: 'All is ready for a backup.',
  notReady: 'One step does not work yet.',
  steps: {
    programs: 'Programs',
    settings: 'What and where',
    'exclude-list': 'Exclude list',
    'odd-rules': 'Lines that hide nothing',
    'login-shell': 'Login shell',
    'other-servers': 'Other ssh servers',
    destination: 'Destination',
    'call-key': 'Key of the calls',
    'same-disk': 'Same disk',
    'nested-roots': 'Folders',
    door: 'One-time key and door',
    'host-answers': 'The host answers',
    'host-gets-in': 'The host gets in',
    guard: 'It may read, nothing else',
    'host-reports': 'The host reports back',
  },
  stages: {
    ok: 'works',
    note: 'worth knowing',
    failed: 'does not work',
    now: 'being tried',
    'to-come': 'not tried yet',
  },
  findings: {
    way: (roots: string, host: string) => `${roots} to ${host}`,
    rules: (count: number) => formats.counted(count, { one: 'rule', other: 'rules' }),
    oddRules: ([first = 0, ...more]: readonly number[]) =>
      more.length === 0
        ? `Line ${formats.count(first)}. Excludes says why, and what to write instead.`
        : `Line ${formats.count(first)} and ${formats.count(more.length)} more. Excludes says why, and what to write instead.`,
    port: (port: string) => `on port ${port}`,
    rsync: (version: string) => `with rsync ${version}`,
    peer: (peer: string) => `from ${peer}`,
    destination: (name: string, port: string, addresses: string) =>
      addresses === '' ? `${name}, port ${port}` : `${name}, port ${port} (${addresses})`,
    otherServers: (port: string) =>
      `This machine runs an ssh server of its own on port ${port}. Latchkey does not need it. If you do not either: ${SSH_SERVER_OFF}`,
    lockedKey: (path: string) =>
      `${path} has a passphrase. A scheduled backup may find no ssh agent that has unlocked it: use a key without one, or name an agent that is always there (IdentityAgent).`,
    nestedRoots: 'One of the folders lies inside another one: it is read twice.',
    sameDisk: 'The backups are on the disk that they are of: if it breaks, both are gone.',
  },
  noShell: (shell: string) => ({
    sentence: `Your login shell is ${shell}, which runs no commands.`,
    nextStep: 'Run Latchkey as a user with a login shell: chsh -s /bin/sh',
  }),
  cancelled: { sentence: 'The test was stopped.', nextStep: 'Test again when you like.' },
});
