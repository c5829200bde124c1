/** The commands around a backup, and the word to a monitor: real scripts, a real http server. */
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { historyOf, lastLog } from '../../helpers/records';
import { completeSnapshots } from '../../helpers/store';
import { Sandbox } from '../../helpers/sandbox';
import { until } from '../../helpers/until';

let sandbox: Sandbox;

beforeEach(() => {
  sandbox = new Sandbox();
  writeFileSync(join(sandbox.source, 'letter.txt'), 'x');
});
afterEach(() => {
  sandbox.remove();
});

function use(more: Record<string, unknown>): void {
  sandbox.writeSettings({
    ...{ schemaVersion: 2, host: { kind: 'local', directory: sandbox.store }, roots: [sandbox.source] },
    ...more,
  });
}

function script(name: string, body: string): string {
  const path = join(sandbox.path, name);
  writeFileSync(path, `#!/bin/sh\n${body}\n`);
  chmodSync(path, 0o700);
  return path;
}

describe('commands', () => {
  const said = (): string => readFileSync(join(sandbox.path, 'said'), 'utf8');

  test('before and after, with their arguments as they are, and how it went', async () => {
    const note = `>>'${sandbox.path}/said'`;
    const before = script(
      'before',
      `echo "before: $1, $LATCHKEY_RESULT, $(ls -A '${sandbox.store}')" ${note}; echo out`,
    );
    const after = script('after', `echo "after: $LATCHKEY_RESULT" ${note}`);
    use({ commands: { before: { argv: [before, 'a b; $HOME'] }, after: { argv: [after] } } });
    expect(await sandbox.run('--run')).toMatchObject({ status: 0, stderr: '' });
    expect(said()).toBe('before: a b; $HOME, , \nafter: completed\n');
    expect(lastLog(sandbox)).toContain('before: out');
    writeFileSync(join(sandbox.source, 'closed'), '', { mode: 0 });
    expect((await sandbox.run('--run')).status).toBe(3);
    expect(said()).toMatch(/after: partial\n$/);
    // What backs nothing up has nothing before or after it.
    await sandbox.run('--run', '--dry-run');
    await sandbox.run('--check');
    expect(said().split('\n')).toHaveLength(5);
  });

  test('one before that fails skips the backup with its last words; the one after is still run', async () => {
    const before = script('before', 'echo first >&2; echo "the database does not answer" >&2; exit 7');
    const after = script('after', `echo "$LATCHKEY_RESULT" >'${sandbox.path}/said'`);
    use({ commands: { before: { argv: [before] }, after: { argv: [after] } } });
    const run = await sandbox.run('--run');
    expect(run).toMatchObject({ status: 75, stderr: '' });
    expect(run.stdout).toContain(`failed: ${before}: the database does not answer`);
    expect(historyOf(sandbox)).toMatchObject([
      { result: 'skipped', skip: { code: 'before-command-failed', program: before } },
    ]);
    expect(said()).toBe('skipped\n');
    expect(completeSnapshots.bind(null, sandbox.store)).toThrow('not one machine');
  });

  test.each([
    ['does not end', 'sleep 60', 'it did not end within 1 seconds'],
    ['says nothing', 'exit 3', 'status 3'],
  ])('one before that %s is named', async (_what, body, detail) => {
    use({ commands: { before: { argv: [script('before', body)], limitSeconds: 1 } } });
    expect((await sandbox.run('--run')).status).toBe(75);
    expect(historyOf(sandbox)).toMatchObject([{ skip: { code: 'before-command-failed', detail } }]);
  });

  test('one before that is not there is named', async () => {
    use({ commands: { before: { argv: ['/nowhere/before'] } } });
    expect((await sandbox.run('--run')).status).toBe(75);
    expect(historyOf(sandbox)).toMatchObject([
      { skip: { program: '/nowhere/before', detail: expect.stringContaining('ENOENT') as string } },
    ]);
  });

  test('a cancel during the one before ends it at once; the one after is run', async () => {
    const started = join(sandbox.path, 'started');
    const before = script('before', `echo $$ >'${started}'; exec sleep 100000`);
    const after = script('after', `echo "$LATCHKEY_RESULT" >'${sandbox.path}/said'`);
    use({ commands: { before: { argv: [before] }, after: { argv: [after] } } });
    const run = sandbox.start('--run', '--json');
    await until(
      () => existsSync(started) && readFileSync(started, 'utf8') !== '',
      () => 'the command before has not started',
    );
    run.kill('SIGINT');
    expect(await run.finished).toMatchObject({ status: 130 });
    expect(existsSync(`/proc/${readFileSync(started, 'utf8').trim()}`)).toBe(false);
    expect(said()).toBe('cancelled\n');
  });

  test('one after that fails is a warning, and the backup as good as it was', async () => {
    use({ commands: { after: { argv: [script('after', 'echo "no such mount" >&2; exit 1')] } } });
    const run = await sandbox.run('--run');
    expect(run).toMatchObject({ status: 0, stderr: '' });
    expect(run.stdout).toContain('Note: The command after the backup failed: ');
    expect(run.stdout).toContain('no such mount');
    expect(lastLog(sandbox)).toContain('"kind":"after-command-failed"');
    expect(historyOf(sandbox)).toMatchObject([{ result: 'completed' }]);
  });
});

describe('a monitor', () => {
  let server: Server;
  let asked: string[];
  let answer: number | 'nothing';

  beforeEach(async () => {
    asked = [];
    answer = 200;
    server = createServer((request, response) => {
      asked.push(`${request.method ?? ''} ${request.url ?? ''}`);
      if (answer !== 'nothing') response.writeHead(answer).end('OK');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  function address(): string {
    const at = server.address();
    if (at === null || typeof at === 'string') throw new Error('no port');
    return `http://127.0.0.1:${at.port}/ping/secret-uuid`;
  }

  test('is told of start and success, and of start and failure', async () => {
    use({ ping: `${address()}?create=1` });
    expect((await sandbox.run('--run')).status).toBe(0);
    expect(asked).toEqual(['GET /ping/secret-uuid/start?create=1', 'GET /ping/secret-uuid?create=1']);
    asked = [];
    use({ ping: address(), roots: [join(sandbox.path, 'gone')] });
    expect((await sandbox.run('--run')).status).toBe(78);
    expect(asked).toEqual(['GET /ping/secret-uuid/fail']);
  });

  test('is not told of a skip, a dry run or a check', async () => {
    use({ ping: address(), commands: { before: { argv: ['/bin/false'] } } });
    await sandbox.run('--run');
    await sandbox.run('--run', '--dry-run');
    await sandbox.run('--check');
    expect(asked).toEqual([]);
  });

  test.each([
    ['answers with an error', 503, 'it answered 503'],
    ['does not answer', 'nothing' as const, 'no answer within 10 seconds'],
  ])('that %s is a warning, and its address stays out of every log', async (_what, how, words) => {
    answer = how;
    use({ ping: address() });
    const run = await sandbox.run('--run');
    expect(run).toMatchObject({ status: 0, stderr: '' });
    expect(run.stdout).toContain(words);
    expect(run.stdout + lastLog(sandbox)).not.toContain('secret-uuid');
    expect(historyOf(sandbox)).toMatchObject([{ result: 'completed' }]);
  });

  test('that is not there is a warning', async () => {
    const gone = address();
    await new Promise((resolve) => server.close(resolve));
    use({ ping: gone });
    const run = await sandbox.run('--run');
    expect(run).toMatchObject({ status: 0, stderr: '' });
    expect(run.stdout).toContain('could not be told (success): ECONNREFUSED.');
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
});
