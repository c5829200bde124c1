/** The history as a JSON file. */
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createExportHandlers } from '../../../electron/main/export-handlers';
import { outcomeSchema } from '../../../shared/outcome';
import { historyOf } from '../../helpers/records';
import { Sandbox } from '../../helpers/sandbox';
import { history } from '../../helpers/sample-states';

let sandbox: Sandbox;
let historyFile: string;
let asked: string[];

beforeEach(() => {
  sandbox = new Sandbox();
  historyFile = join(sandbox.directory('state/latchkey'), 'history.jsonl');
  asked = [];
  // Oldest first, and more of them than a window is ever given.
  const runs = history(1200).reverse();
  writeFileSync(historyFile, runs.map((run) => `${JSON.stringify(run)}\n`).join(''));
});
afterEach(() => {
  sandbox.remove();
});

const exporting = (file: string | undefined) =>
  createExportHandlers({
    historyFile,
    chooseFile: (suggested) => {
      asked.push(suggested);
      return Promise.resolve(file);
    },
  })['history.export'];

const read = (file: string): { latchkey: string; exportedAt: string; runs: unknown[] } =>
  JSON.parse(readFileSync(file, 'utf8')) as ReturnType<typeof read>;

test('all runs, newest first, each as it stands in the history, for the owner alone', async () => {
  const file = join(sandbox.path, 'out.json');
  expect(await exporting(file)({ what: 'all' })).toEqual({
    ok: true,
    value: { file: 'out.json', runs: 1200 },
  });
  const { runs } = read(file);
  expect(runs.map((run) => outcomeSchema.parse(run))).toEqual(historyOf(sandbox).reverse());
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(asked[0]).toMatch(/^latchkey-history-\d{4}-\d\d-\d\d\.json$/);
});

test('one run alone, and none that there is not', async () => {
  const file = join(sandbox.path, 'one.json');
  const [wanted] = historyOf(sandbox);
  expect(await exporting(file)({ what: 'run', id: wanted?.id ?? '' })).toMatchObject({ value: { runs: 1 } });
  expect(read(file).runs).toEqual([wanted]);
  expect(asked).toEqual([`latchkey-run-${wanted?.id ?? ''}.json`]);
  expect(await exporting(file)({ what: 'run', id: '../../etc/passwd' })).toMatchObject({
    failure: { code: 'request-refused' },
  });
  // Nobody was asked where to put it.
  expect(asked).toHaveLength(1);
});

test('where nobody chose a place nothing is written, and where that cannot be, it is said', async () => {
  expect(await exporting(undefined)({ what: 'all' })).toEqual({ ok: true, value: null });
  const directory = join(sandbox.path, 'no/such');
  expect(await exporting(join(directory, 'x.json'))({ what: 'all' })).toMatchObject({
    failure: { code: 'export-unwritable', path: join(directory, 'x.json') },
  });
  // In the way: it stays, and no draft is left beside it.
  mkdirSync(join(sandbox.path, 'target/kept'), { recursive: true });
  expect(await exporting(join(sandbox.path, 'target'))({ what: 'all' })).toMatchObject({
    failure: { code: 'export-unwritable' },
  });
  expect(readdirSync(join(sandbox.path, 'target'))).toEqual(['kept']);
  expect(readdirSync(sandbox.path).filter((name) => name.endsWith('.new'))).toEqual([]);
});
