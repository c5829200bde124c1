/** The language of the terminal, which the environment names; `--json` has none. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { CLI, Sandbox, startProgram, type Finished } from '../helpers/sandbox';
import { jsonLines } from '../helpers/records';
import { lookBefore, type Before } from '../helpers/leftovers';
import { untilNothingIsLeft } from '../helpers/long-run';

let sandbox: Sandbox;
let before: Before;

beforeEach(() => {
  sandbox = new Sandbox();
  before = lookBefore();
  writeFileSync(join(sandbox.source, 'letter.txt'), 'dear reader\n');
});
afterEach(async () => {
  await untilNothingIsLeft(before, sandbox);
  sandbox.remove();
});

const GERMAN = { LANG: 'de_DE.UTF-8' };

function run(environment: Record<string, string>, ...args: string[]): Promise<Finished> {
  return startProgram(process.execPath, [CLI, ...args], { ...sandbox.environment, ...environment }).finished;
}

test('results, states and failures are said in it', async () => {
  expect((await run(GERMAN, '--status')).stdout).toBe('Noch keine gute Sicherung.\n');
  const failed = await run(GERMAN, '--run');
  expect(failed).toMatchObject({ status: 78, stdout: '' });
  expect(failed.stderr).toMatch(/^latchkey: Latchkey ist noch nicht eingerichtet: /);

  sandbox.useLocalStore();
  const made = await run(GERMAN, '--run');
  expect(made).toMatchObject({ status: 0 });
  expect(made.stdout).toMatch(
    /^Gesichert: Stand \S+, 1 Datei, 12 Bytes; 1 Datei neu oder geändert \(\d+ Bytes gesendet\), der erste Stand; in \S+ s\.$/m,
  );
  expect((await run(GERMAN, '--status')).stdout).toMatch(
    /^Letzte gute Sicherung gerade eben, nach .* · \d+ Bytes in /,
  );
});

test('C, another language and a wrong name are English, and JSON is the same in each', async () => {
  sandbox.useLocalStore();
  for (const environment of [{}, { LC_ALL: 'C', ...GERMAN }, { LANG: 'fr_FR.UTF-8' }, { LANG: '../de' }]) {
    expect((await run(environment, '--status')).stdout).toBe('No good backup yet.\n');
  }
  await run({}, '--run');
  const status = async (environment: Record<string, string>): Promise<unknown> => {
    const [line] = jsonLines(await run(environment, '--status', '--json'));
    // Its age grows between one look and the next.
    return JSON.parse(JSON.stringify(line, (key, value: unknown) => (key === 'lastGood' ? null : value)));
  };
  expect(await status(GERMAN)).toEqual(await status({}));
});
