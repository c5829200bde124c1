/** Records of a history, as short as a test wants them. */
import { outcomeSchema, type Outcome } from '../../../shared/outcome';
import type { Skip } from '../../../shared/skips';

const MINUTE_MS = 60_000;

/** A record that began at `startedAt` (ISO, with a zone) and took some minutes. */
export function record(
  result: Outcome['result'],
  startedAt: string,
  minutes = 5,
  skip: Skip = { code: 'power-saver' },
): Outcome {
  const start = new Date(startedAt);
  return outcomeSchema.parse({
    schemaVersion: 1,
    id: `${start.getTime()}`,
    startedAt: start.toISOString(),
    finishedAt: new Date(start.getTime() + minutes * MINUTE_MS).toISOString(),
    host: 'nas',
    roots: ['/home/u'],
    refused: { commands: 0, reasons: [], peers: [] },
    result,
    ...(result === 'failed' && { failure: { code: 'not-acknowledged' } }),
    ...(result === 'cancelled' && { reason: 'interrupted' }),
    ...(result === 'skipped' && { skip }),
  });
}
