import { expect, test } from 'vitest';
import { classifyCall, type EndOfCall } from '../../electron/ssh/classify-call';

const ssh = (status: number): EndOfCall => ({ status, signal: null, isSsh: true });

// What OpenSSH 9.2 says, each seen with the real program.
test.each([
  ['ssh: connect to host 127.0.0.1 port 1: Connection refused', 'host-unreachable'],
  ['ssh: Could not resolve hostname nas.invalid: Name or service not known', 'host-unreachable'],
  ['Connection closed by 127.0.0.1 port 2222', 'host-unreachable'],
  ['kex_exchange_identification: read: Connection reset by peer', 'host-unreachable'],
  ['Host key verification failed.', 'host-key-not-trusted'],
  [
    'No ED25519 host key is known for [127.0.0.1]:2222 and you have requested strict checking.',
    'host-key-not-trusted',
  ],
  ['u@nas: Permission denied (publickey,password).', 'host-login-refused'],
  ['Error: remote port forwarding failed for listen port 20123', 'tunnel-refused'],
  ['/home/u/.ssh/config: line 8: Bad configuration option: usekeychain', 'ssh-misconfigured'],
  ["/home/u/.ssh/config line 8: Bad port 'abc'.", 'ssh-misconfigured'],
  ['/home/u/.ssh/config line 3: no argument after keyword "identityfile"', 'ssh-misconfigured'],
  ['Bad owner or permissions on /home/u/.ssh/config', 'ssh-misconfigured'],
  ["Can't open user config file x: No such file or directory", 'ssh-misconfigured'],
  ['Cannot execute command-line and remote command.', 'ssh-misconfigured'],
  ['sh: 1: exec: corkscrew: not found', 'ssh-misconfigured'],
  ['Unable to negotiate with 192.0.2.7 port 22: no matching cipher found.', 'ssh-misconfigured'],
  ['Timeout, server nas not responding.', 'host-unreachable'],
  ['client_loop: send disconnect: Broken pipe', 'host-unreachable'],
  ['something that no version has said yet', 'ssh-failed'],
])('"%s" means %s', (line, code) => {
  expect(classifyCall(ssh(255), ['some banner', line]).code).toBe(code);
});

test('a key line that starts a file that is not there is named, whatever node says last', () => {
  const line = "Error: Cannot find module '/home/bak/latchkey-host.mjs'";
  expect(classifyCall(ssh(1), ['node:internal/modules/cjs/loader:1210', line, 'Node.js v20.20.2'])).toEqual({
    code: 'host-program-not-installed',
    detail: line,
  });
});

test.each([
  'bash: line 1: node: command not found',
  'sh: 1: node: not found',
  'sh: node: not found',
  'zsh:1: command not found: node',
  'fish: Unknown command: node',
  '/usr/bin/env: \u2018node\u2019: No such file or directory',
  'bash: line 1: /opt/node/bin/node: No such file or directory',
])('"%s" means that the host has no Node.js', (line) => {
  expect(classifyCall(ssh(127), [line])).toEqual({ code: 'host-node-missing', detail: line });
});

test.each([
  [127, 'bash: line 1: 192.0.2.7:40123: command not found'],
  [127, 'sh: 1: 192.0.2.7:40123: not found'],
  [127, 'zsh:1: command not found: 192.0.2.7:40123'],
  [127, 'fish: Unknown command: 192.0.2.7:40123'],
  [1, '192.0.2.7:40123: Command not found.'],
])('a login that gives a shell is told from a host without latchkey-host (%i, "%s")', (status, line) => {
  expect(classifyCall({ ...ssh(status), asked: '192.0.2.7:40123' }, ['motd', line])).toMatchObject({
    code: 'host-login-is-shell',
  });
});

// Node.js 12.22, 14.21 and 16.20 with this very bundle.
test.each([
  "SyntaxError: Unexpected token '?'",
  "SyntaxError: Unexpected token '??='",
  "SyntaxError: The requested module 'node:fs/promises' does not provide an export named 'statfs'",
])('"%s" means that the Node.js of the host is too old', (line) => {
  const stderr = ['file:///home/bak/latchkey-host.mjs:61', '    ^^^', line, '    at Loader.moduleStrategy'];
  expect(classifyCall(ssh(1), stderr)).toEqual({ code: 'host-node-too-old', detail: line });
});

test("our own host program's complaint counts, not the hint behind it", () => {
  const words = ['latchkey-host: --keep: what is "dayly"?', 'See latchkey-host --help.'];
  expect(classifyCall(ssh(2), words)).toEqual({ code: 'host-failed', status: 2, detail: words[0] });
});

test("a status below 255 is the host program's, whatever was said", () => {
  expect(classifyCall(ssh(127), ['sh: 1: latchkey-host: not found'])).toEqual({
    code: 'host-program-not-installed',
    detail: 'sh: 1: latchkey-host: not found',
  });
  expect(classifyCall(ssh(12), ['Permission denied (x)', 'rsync error: protocol'])).toEqual({
    code: 'host-failed',
    status: 12,
    detail: 'rsync error: protocol',
  });
});

test('a host that was reached is not called unreachable when its program ends by a signal', () => {
  expect(classifyCall(ssh(255), [])).toEqual({ code: 'host-ended', detail: 'it said nothing' });
  const words = ['latchkey-host: rsync: connection lost'];
  expect(classifyCall(ssh(255), words)).toEqual({ code: 'host-ended', detail: words[0] });
});

test('what keeps a store on this machine is not looked for on a host', () => {
  const line = "Error: Cannot find module '/usr/lib/latchkey/dist/latchkey-host.mjs'";
  expect(classifyCall({ status: 1, signal: null, isSsh: false }, ['node:internal', line])).toEqual({
    ...{ code: 'part-missing', detail: line },
  });
});

test('what ended the call itself is said', () => {
  const ended = { status: null, signal: 'SIGKILL' };
  expect(classifyCall({ ...ended, isSsh: false }, [])).toEqual({
    ...{ code: 'call-ended', program: 'latchkey-host', signal: 'SIGKILL' },
  });
  expect(classifyCall({ ...ended, isSsh: true }, ['Connection closed by 192.0.2.1'])).toMatchObject({
    program: 'ssh',
  });
  expect(classifyCall({ status: 255, signal: null, isSsh: false }, ['x']).code).toBe('host-failed');
});
