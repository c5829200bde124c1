/** What Latchkey wrote down: history, logs, JSON on stdout. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { outcomeSchema, type Outcome } from '../../shared/outcome';
import type { RunEvent } from '../../shared/run-events';
import type { Failure } from '../../shared/failures';
import type { Finished, Sandbox } from './sandbox';

/** Every line must be an outcome: a torn or foreign one is an error here. */
export function historyOf(sandbox: Sandbox): Outcome[] {
  const path = join(sandbox.state, 'latchkey/history.jsonl');
  if (!existsSync(path)) return [];
  return readFileSync(path, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => outcomeSchema.parse(JSON.parse(line)));
}

export function lastOutcome(sandbox: Sandbox): Outcome {
  const last = historyOf(sandbox).at(-1);
  if (last === undefined) throw new Error('the history is empty');
  return last;
}

export function logNames(sandbox: Sandbox): string[] {
  const directory = join(sandbox.state, 'latchkey/logs');
  return existsSync(directory) ? readdirSync(directory).sort() : [];
}

export function lastLog(sandbox: Sandbox): string {
  return readFileSync(join(sandbox.state, 'latchkey/logs', logNames(sandbox).at(-1) ?? ''), 'utf8');
}

export type JsonLine = RunEvent | { type: 'not-started'; failure: Failure };

/** The lines of `--run --json`. */
export function jsonLines({ stdout }: Pick<Finished, 'stdout'>): JsonLine[] {
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as JsonLine);
}

/** What the settings file says, of its one destination as of all; with several, an error. */
export function writtenSettings({ config }: Pick<Sandbox, 'config'>): Record<string, unknown> {
  const text = readFileSync(join(config, 'settings.json'), 'utf8');
  const { destinations, ...shared } = JSON.parse(text) as Record<string, unknown>;
  // One of an earlier version has it in the file itself.
  const [own, second] = (destinations ?? []) as Record<string, unknown>[];
  if (second !== undefined) throw new Error('there are several destinations');
  return { ...shared, ...own };
}
