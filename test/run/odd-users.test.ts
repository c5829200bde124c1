/** Odd users of a laptop: names that sshd reads as patterns, a login shell that prints. Their backup goes through the real sshd. */
import { readFileSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runAsUserNamed } from '../helpers/as-user-named';
import { settingsFor, startLoopbackHost, type LoopbackHost } from '../helpers/loopback-host';
import { CLI, Sandbox } from '../helpers/sandbox';
import { copyOf } from '../helpers/store';

let sandbox: Sandbox;
let host: LoopbackHost;

beforeEach(async () => {
  sandbox = new Sandbox();
  writeFileSync(join(sandbox.source, 'letter.txt'), 'dear reader\n');
  host = await startLoopbackHost(sandbox);
});

afterEach(async () => {
  await host.stop();
  sandbox.remove();
});

test.each(['name@corp.example', 'CORP\\name', 'First Last', 'a*b?c!', '!not', 'j\u00fcrgen', 'samba$'])(
  'the host gets in at a laptop of the user %s',
  async (name) => {
    sandbox.writeSettings(settingsFor(host, [sandbox.source]));
    const finished = await runAsUserNamed(name, sandbox, [process.execPath, CLI, '--run']);
    expect(finished).toMatchObject({ status: 0, stderr: '' });
    expect(readFileSync(join(copyOf(host.store, sandbox.source), 'letter.txt'), 'utf8')).toBe(
      'dear reader\n',
    );
  },
);

test('a login shell that prints is named as what broke the transfer', async () => {
  const shell = join(sandbox.path, 'talking-shell');
  writeFileSync(shell, '#!/bin/sh\necho Welcome back\nexec /bin/sh "$@"\n', { mode: 0o755 });
  sandbox.writeSettings(settingsFor(host, [sandbox.source]));
  const finished = await runAsUserNamed(
    userInfo().username,
    sandbox,
    [process.execPath, CLI, '--run'],
    shell,
  );
  expect(finished.status).toBe(1);
  expect(finished.stderr).toContain('The login shell of this machine prints something');
});
