/** `npm start`, in a copy of the checkout: what a developer changes is built and shown, without a hand. */
import { appendFileSync, cpSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startOwnedProgram, type OwnedProgram } from '../helpers/owned-program';
import { startPrivateDesktop, type PrivateDesktop } from '../helpers/private-desktop';
import { PROJECT, Sandbox } from '../helpers/sandbox';
import { until } from '../helpers/until';

let sandbox: Sandbox;
let desktop: PrivateDesktop;
let program: OwnedProgram | undefined;

beforeEach(async () => {
  sandbox = new Sandbox();
  desktop = await startPrivateDesktop(sandbox);
});

afterEach(async () => {
  await program?.stop();
  await desktop.close();
  sandbox.remove();
});

const SOURCES = [
  'electron',
  'shared',
  'process',
  'host',
  'renderer',
  'icons',
  'scripts',
  'bin',
  'package.json',
];

function copyCheckout(): string {
  const copy = sandbox.directory('checkout');
  for (const name of [...SOURCES, 'tsconfig.base.json', 'tsconfig.json']) {
    cpSync(join(PROJECT, name), join(copy, name), { recursive: true });
  }
  symlinkSync(join(PROJECT, 'node_modules'), join(copy, 'node_modules'));
  return copy;
}

test('builds and starts; loads the page again where that changed, else starts anew', async () => {
  const copy = copyCheckout();
  let said = '';
  program = startOwnedProgram(process.execPath, [join(copy, 'scripts/start.mjs')], {
    environment: {
      ...desktop.environment,
      ELECTRON_OVERRIDE_DIST_PATH: process.env.ELECTRON_OVERRIDE_DIST_PATH ?? '',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  program.child.stdout?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  program.child.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const says = (text: string, times = 1): Promise<void> =>
    until(
      () => said.split(text).length > times,
      () => said,
    );
  await says('Started.');
  appendFileSync(join(copy, 'renderer/main.tsx'), '\n// A change.\n');
  // A window that is not open yet is told as well: both are the page's change, and no new start.
  await until(
    () => said.includes('Loaded the page again.') || said.includes('Built; no window is open.'),
    () => said,
  );
  expect(said.split('Started.')).toHaveLength(2);
  appendFileSync(join(copy, 'electron/main/tray-menu.ts'), '\n// A change.\n');
  await says('Started.', 2);
  appendFileSync(join(copy, 'renderer/main.tsx'), '\nthis is no TypeScript\n');
  await says('renderer/main.tsx');
  expect(program.child.exitCode).toBeNull();
});
