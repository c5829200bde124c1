import { expect, test } from 'vitest';
import { identifyProcess, signalProcess } from '../../process/process-identity';
import { runProgram } from '../../process/run-program';
import { until } from '../helpers/until';

const shell = (script: string, timeoutMs: number) =>
  runProgram({ file: '/bin/sh', args: ['-c', script], timeoutMs });

test('a program that takes too long is ended, also where its own child holds the output', async () => {
  const run = await shell('sleep 60 & echo $!; wait', 300);
  expect(run).toMatchObject({ timedOut: true, signal: 'SIGTERM' });
  const child = identifyProcess(Number(run.stdout));
  if (child === undefined) throw new Error(`the shell has not said whom it started: ${run.stdout}`);
  signalProcess(child, 'SIGKILL');
  await until(
    () => identifyProcess(child.pid)?.startTime !== child.startTime,
    () => 'sleep goes on',
  );
});

test('a program that ignores SIGTERM is killed', async () => {
  const run = await shell('trap "" TERM; while :; do sleep 1; done', 300);
  expect(run).toMatchObject({ timedOut: true, signal: 'SIGKILL' });
});

test('status, output and input are what they are', async () => {
  const run = await runProgram({
    file: '/bin/sh',
    args: ['-c', 'cat; echo oops >&2; exit 7'],
    input: 'hello',
    timeoutMs: 10_000,
  });
  expect(run).toMatchObject({ status: 7, stdout: 'hello', stderr: 'oops\n', timedOut: false });
});

test('a program that is not there is an end like any other', async () => {
  const run = await runProgram({ file: '/nonexistent/program', args: [], timeoutMs: 1000 });
  expect(run.status).toBeNull();
  expect(run.startError).toContain('ENOENT');
});
