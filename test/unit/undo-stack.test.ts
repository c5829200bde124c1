import { expect, test } from 'vitest';
import { UndoStack } from '../../electron/run/undo-stack';

test('undoes in reverse order, each after the one before has ended', async () => {
  const seen: string[] = [];
  const undo = new UndoStack();
  undo.push('first', () => void seen.push('first'));
  undo.push('second', async () => {
    await Promise.resolve();
    seen.push('second');
  });
  await undo.unwind(1000, (problem) => seen.push(problem));
  expect(seen).toEqual(['second', 'first']);
});

test('what throws is told and does not keep the rest from being undone', async () => {
  const seen: string[] = [];
  const undo = new UndoStack();
  undo.push('directory', () => void seen.push('removed'));
  undo.push('socket', () => {
    throw new Error('busy');
  });
  undo.push('process', () => Promise.reject(new Error('gone')));
  await undo.unwind(1000, (problem) => seen.push(problem));
  expect(seen).toEqual(['process: gone', 'socket: busy', 'removed']);
});

test('what never ends does not hold up the rest beyond the deadline', async () => {
  const seen: string[] = [];
  const undo = new UndoStack();
  undo.push('directory', () => void seen.push('removed'));
  undo.push('stuck', () => new Promise<void>(() => undefined));
  await undo.unwind(10, (problem) => seen.push(problem));
  expect(seen).toEqual(['stuck: not done in time', 'removed']);
});

test('a second unwinding does nothing', async () => {
  let count = 0;
  const undo = new UndoStack();
  undo.push('once', () => void (count += 1));
  await undo.unwind(100, () => undefined);
  await undo.unwind(100, () => undefined);
  expect(count).toBe(1);
});
