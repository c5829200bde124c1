/** What the terminal names: a path, a snapshot. */
import { describeFailure } from '../../shared/describe-failure';
import type { Failure } from '../../shared/failures';
import type { AnswerOf } from '../../shared/give-back';
import { failure, success, type Result } from '../../shared/result';
import type { Settings } from '../../shared/settings';
import { toBytes } from '../exclude/list-text';
import { askAll, type Source } from '../restore/ask';
import { chooseSnapshot } from '../restore/choose-snapshot';
import { readWhen, type When } from '../restore/read-when';
import { isInside } from '../settings/is-inside';
import { placeInside } from '../settings/place-inside';
import { asBackedUp } from './as-backed-up';
import { pathOfArgument } from './path-of-argument';
import { complain, sayJson } from './terminal';

export type KnownSnapshot = AnswerOf<'snapshot'>;

/** As the host program takes it. `argument`: as Node has it. */
export function wantedPath(argument: string, { roots }: Pick<Settings, 'roots'>): string {
  const given = pathOfArgument(argument);
  const path = asBackedUp(given, roots);
  const isKnown = roots.some((root) => isInside(path, root) || isInside(root, path));
  // A link to a root, or to something in one, is as good as that where the link itself was not backed up.
  const led = isKnown
    ? undefined
    : roots.map((root) => placeInside(given, root)).find((place) => place !== undefined);
  return toBytes(led ?? path);
}

/** Undefined where the words are not understood. `text` undefined: the latest is meant, which is null. */
export function whenOf(text: string | undefined): When | null | undefined {
  return text === undefined ? null : readWhen(text, new Date());
}

/** Fails as ask does, and with restore-no-snapshot. */
export async function findSnapshotFor(
  source: Source,
  text: string | undefined,
  when: When | null,
): Promise<Result<KnownSnapshot>> {
  const snapshots = await askAll(source, { ask: 'snapshots' }, 'snapshot');
  if (!snapshots.ok) return snapshots;
  const chosen = chooseSnapshot(snapshots.value, when ?? undefined);
  return chosen === undefined
    ? failure({ code: 'restore-no-snapshot', when: text ?? 'there are no snapshots yet' })
    : success(chosen);
}

/** Says it, and returns the exit code. */
export function failWith(reason: Failure, json: boolean): number {
  const { sentence, nextStep, exitCode } = describeFailure(reason);
  if (json) sayJson({ type: 'failed', failure: reason });
  complain(`${sentence} ${nextStep}`);
  return exitCode;
}
