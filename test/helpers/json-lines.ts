/** The test's end of what test/helpers/desktop/json_lines.py describes: one stand-in for a service of the desktop. */
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import { PROJECT } from './sandbox';
import { startOwnedProgram } from './owned-program';

export interface StandIn {
  pid: number;
  ask: (what: string, args?: Record<string, unknown>) => Promise<unknown>;
  stop: () => Promise<void>;
}

type Line = { event: string } & Record<string, unknown>;
interface Answer {
  id: number;
  value?: unknown;
  error?: string;
}

/** Settles when it owns its name on the bus. `address` is the session bus it is to be on. */
export async function startStandIn(
  script: string,
  args: string[],
  address: string,
  onEvent: (line: Line) => void,
): Promise<StandIn> {
  const program = startOwnedProgram(
    // Debian's own Python: python3-dbus and python3-gi are in no other that PATH may name first.
    '/usr/bin/python3',
    ['-B', join(PROJECT, 'test/helpers/desktop', script), ...args],
    { environment: { DBUS_SESSION_BUS_ADDRESS: address, PATH: '/usr/bin:/bin', LANG: 'C.UTF-8' } },
  );
  const { stdin, stdout } = program.child;
  if (stdin === null || stdout === null) throw new Error('it was started without pipes');
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  let latest = 0;
  const ready = new Promise<void>((resolve, reject) => {
    createInterface({ input: stdout }).on('line', (text) => {
      const line = JSON.parse(text) as Line | Answer;
      if ('event' in line) {
        if (line.event === 'ready') resolve();
        else onEvent(line);
        return;
      }
      const question = waiting.get(line.id);
      waiting.delete(line.id);
      if (line.error === undefined) question?.resolve(line.value);
      else question?.reject(new Error(line.error));
    });
    void program.ended.then((how) => {
      const error = new Error(`${script} ended (${how}):\n${program.stderr()}`);
      reject(error);
      for (const question of waiting.values()) question.reject(error);
      waiting.clear();
    });
  });
  await ready;
  return {
    pid: program.pid,
    ask: (what, rest = {}) =>
      new Promise((resolve, reject) => {
        latest += 1;
        waiting.set(latest, { resolve, reject });
        stdin.write(`${JSON.stringify({ id: latest, do: what, ...rest })}\n`);
      }),
    stop: program.stop,
  };
}
