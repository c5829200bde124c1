import { mkdirSync, readFileSync, writeFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { lookBefore, type Before } from '../helpers/leftovers';
import { untilNothingIsLeft } from '../helpers/long-run';
import {
  originalHostScript,
  settingsFor,
  startLoopbackHost,
  type LoopbackHost,
} from '../helpers/loopback-host';
import { Sandbox } from '../helpers/sandbox';

let sandbox: Sandbox;
let host: LoopbackHost;
let before: Before;

beforeEach(async () => {
  sandbox = new Sandbox();
  host = await startLoopbackHost(sandbox, {
    command: originalHostScript(sandbox.source),
    keyOptions: 'restrict,port-forwarding,permitlisten="127.0.0.1:*"',
  });
  before = lookBefore();
  writeFileSync(join(sandbox.source, 'letter.txt'), 'dear reader\n');
  mkdirSync(join(sandbox.source, 'private'));
  writeFileSync(join(sandbox.source, 'private/diary.txt'), 'not for you\n');
  sandbox.writeExcludeList('# mine\n/private/\n');
});

afterEach(async () => {
  await host.stop();
  sandbox.remove();
});

test.each(['direct', 'tunnel'])('a host with the original script backs up, reached by %s', async (reach) => {
  sandbox.writeSettings(settingsFor(host, [sandbox.source], { reach }));
  const run = await sandbox.run('--run');
  expect(run).toMatchObject({ status: 0, stderr: '' });
  expect(readFileSync(join(host.store, 'copy/letter.txt'), 'utf8')).toBe('dear reader\n');
  expect(existsSync(join(host.store, 'copy/private'))).toBe(false);
  await untilNothingIsLeft(before, sandbox);
});
