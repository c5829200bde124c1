/** Users whose names a directory made up: their backup goes through the real sshd, which reads patterns where we mean names. */
import { readFileSync, writeFileSync } from 'node:fs';
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
