import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startDetached } from '../../process/start-detached';
import { Sandbox } from '../helpers/sandbox';
import { until } from '../helpers/until';

let sandbox: Sandbox;

beforeEach(() => {
  sandbox = new Sandbox();
});

afterEach(() => {
  sandbox.remove();
});

/** A program that writes down what it sees: its input, its session, its directory, its environment. */
function witness(): { file: string; seen: () => Promise<string[]> } {
  const file = join(sandbox.path, 'witness');
  const record = join(sandbox.path, 'record');
  writeFileSync(
    file,
    `#!/bin/sh
{ cat; echo; set -- $(cat /proc/$$/stat); echo "$1 $6"; pwd; env; } >${record}.new
mv ${record}.new ${record}
`,
  );
  chmodSync(file, 0o700);
  const read = (): string | undefined => {
    try {
      return readFileSync(record, 'utf8');
    } catch {
      return undefined;
    }
  };
  return {
    file,
    seen: async () => {
      await until(
        () => read() !== undefined,
        () => 'the program wrote nothing',
      );
      return (read() ?? '').split('\n');
    },
  };
}

test('it gets its input, a session of its own, and no more of the environment than others', async () => {
  const { file, seen } = witness();
  process.env.LATCHKEY_TEST_LEAK = 'leak';
  expect(await startDetached({ file, args: [], env: { GIVEN: 'yes' }, input: 'hello' })).toBe(true);
  delete process.env.LATCHKEY_TEST_LEAK;
  const [input, ids = '', directory, ...environment] = await seen();
  expect(input).toBe('hello');
  const [pid, session] = ids.split(' ');
  expect(session).toBe(pid);
  expect(directory).toBe('/');
  expect(environment).toContain('GIVEN=yes');
  expect(environment.join()).not.toContain('leak');
});

test('without input it reads none', async () => {
  const { file, seen } = witness();
  expect(await startDetached({ file, args: [] })).toBe(true);
  expect((await seen())[0]).toBe('');
});

test('it says where there is nothing to start', async () => {
  expect(await startDetached({ file: join(sandbox.path, 'none'), args: [], input: 'x' })).toBe(false);
  expect(await startDetached({ file: join(sandbox.path, 'none'), args: [] })).toBe(false);
});
