/** Commands by the grammar, and near it, thrown at both parsers: nothing outside of the promised shape is ever accepted. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { explainCommand } from '../../../electron/guard/parse-command';
import { parseSenderCommand } from '../../../host/give-back/parse-sender-command';
import { tryMany } from '../../helpers/fuzz/bounds';
import { aNearCommand, aPlan, faultOf } from '../../helpers/fuzz/sender-command';
import { aWayBackCommand, faultOfParsed } from '../../helpers/fuzz/way-back';

/** Commands that are all refused would say nothing of what is accepted. */
const LEAST_ACCEPTED = 0.02;

test('what the guard accepts is a vector of its own', async () => {
  let tried = 0;
  let accepted = 0;
  await tryMany(
    'commands to the guard',
    { whole: 200_000 },
    fc.tuple(aNearCommand, aPlan),
    ([command, plan]) => {
      const explained = explainCommand(command, plan);
      tried += 1;
      if (explained.allowed) accepted += 1;
      expect(faultOf(explained, plan), command).toBeUndefined();
    },
  );
  expect(accepted / tried).toBeGreaterThan(LEAST_ACCEPTED);
});

test('what the way back accepts is a vector of its own', async () => {
  let tried = 0;
  let accepted = 0;
  await tryMany('commands to the way back', { whole: 200_000 }, aWayBackCommand, (words) => {
    const parsed = parseSenderCommand(words);
    tried += 1;
    if (parsed.ok) accepted += 1;
    expect(faultOfParsed(parsed), words.join(' ')).toBeUndefined();
  });
  expect(accepted / tried).toBeGreaterThan(LEAST_ACCEPTED);
});
