/** `latchkey --find` and `--changes`: where something is or was, and what is different. Changes nothing. */
import { EXIT } from '../../shared/exit-codes';
import { toBytes } from '../exclude/list-text';
import { ask, askAll } from '../restore/ask';
import { lookAt } from '../restore/bytes';
import { parseSnapshotName } from '../../shared/snapshot-name';
import { readWhen } from '../restore/read-when';
import type { Bundles } from '../settings/bundles';
import type { UserPaths } from '../settings/user-paths';
import { localTime, showBytes, timeOfSnapshot } from './describe-entry';
import { notUnderstood } from './look-back-commands';
import { ownLanguage } from './own-language';
import { pathAsJson } from './path-as-json';
import { failWith, findSnapshotFor, wantedPath, withSource, type Asked } from './restore-source';
import { complain, say, sayJson } from './terminal';

export async function findCommand(
  paths: UserPaths,
  bundles: Bundles,
  { text, deleted, json, codeFrom, from }: Asked & { text: string; deleted: boolean },
): Promise<number> {
  return withSource(paths, bundles, { json, codeFrom, from }, async (source) => {
    const named = await askAll(source, { ask: 'find', text: toBytes(text) }, 'found');
    if (!named.ok) return failWith(named.failure, json);
    const words = ownLanguage().words.terminal.find;
    const wanted = named.value
      .map((one) => ({ ...one, gone: lookAt(one.path) === undefined }))
      .filter(({ gone }) => gone || !deleted);
    for (const { path, directory, first, last, gone } of wanted) {
      if (json) sayJson<'find'>({ ...pathAsJson(Buffer.from(path, 'latin1')), directory, first, last, gone });
      else {
        const shown = `${showBytes(path)}${directory ? '/' : ''}`;
        say(`${shown}  ${gone ? words.gone(last, timeOfSnapshot(last)) : words.since(first)}`);
      }
    }
    if (wanted.length > 0) return EXIT.completed;
    complain(deleted ? words.noneGone(text) : words.none(text));
    return EXIT.failed;
  });
}

const SIGNS = { added: '+', removed: '-', changed: '*' } as const;

/** `words`: up to two snapshots or times, and a path. Without a second one, the latest; without any, the two last. */
export async function changesCommand(
  paths: UserPaths,
  bundles: Bundles,
  { words, json, codeFrom, from }: Asked & { words: string[] },
): Promise<number> {
  const { times, path } = splitWords(words);
  if (path === undefined) return notUnderstood(words.at(-1));
  return withSource(paths, bundles, { json, codeFrom, from }, async (source, settings) => {
    const [from, to] = times;
    const until = to === undefined ? null : (readWhen(to, new Date()) ?? null);
    const after = await findSnapshotFor(source, to, until);
    if (!after.ok) return failWith(after.failure, json);
    // Of one second before, the newest is the one before.
    const start = parseSnapshotName(after.value.snapshot)?.getTime() ?? 0;
    const justBefore = new Date(start - 1000);
    const earlier = from === undefined ? { until: justBefore } : readWhen(from, new Date());
    const before = await findSnapshotFor(source, from ?? localTime(justBefore), earlier ?? null);
    if (!before.ok) return failWith(before.failure, json);
    const [one, other] = [before.value.snapshot, after.value.snapshot];
    const wanted = path === '' ? '/' : wantedPath(path, settings);
    let isFirst = true;
    const { between, none } = ownLanguage().words.terminal.changes;
    const sayHead = (words: typeof between): void => {
      if (!json && isFirst) say(words(timeOfSnapshot(one), one, timeOfSnapshot(other), other));
      isFirst = false;
    };
    const asked = await ask(source, { ask: 'changes', from: one, to: other, path: wanted }, (answer) => {
      if (answer.answer !== 'change') return;
      sayHead(between);
      const { how, directory } = answer;
      if (json) sayJson<'changes'>({ ...pathAsJson(Buffer.from(answer.path, 'latin1')), how, directory });
      else say(`${SIGNS[how]} ${showBytes(answer.path)}${directory ? '/' : ''}`);
    });
    if (!asked.ok) return failWith(asked.failure, json);
    sayHead(none);
    return EXIT.completed;
  });
}

/** What is understood as a time is one, in front; one more word is a path. `path` undefined: there are too many. */
function splitWords(words: readonly string[]): { times: string[]; path: string | undefined } {
  const isTime = (word: string | undefined): boolean =>
    word !== undefined && readWhen(word, new Date()) !== undefined;
  const count = !isTime(words[0]) ? 0 : isTime(words[1]) ? 2 : 1;
  const [path = '', ...others] = words.slice(count);
  return { times: words.slice(0, count), path: others.length > 0 ? undefined : path };
}
