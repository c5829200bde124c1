import { expect, it } from 'vitest';
import { judgeStore, type FoundStore, type StoreQuestion } from '../../../shared/store-mark';

const OURS = '7b0a4f6e-4f3d-4a52-9d57-0a5c3e1f2b11';
const OTHER = '1d2c3b4a-5f6e-4a7b-8c9d-0e1f2a3b4c5d';
const LAST = '2026-11-22T202105Z';

const EMPTY: FoundStore = { mark: undefined, holdsLast: false, isEmpty: true };
const UNMARKED: FoundStore = { mark: undefined, holdsLast: false, isEmpty: false };
const OLD: FoundStore = { mark: undefined, holdsLast: true, isEmpty: false };
const marked = (mark: string, holdsLast = false): FoundStore => ({ mark, holdsLast, isEmpty: !holdsLast });

const ask = (known: string[], last: string | null, accept = false): StoreQuestion => ({
  known,
  last,
  accept,
});

it.each([
  ['a first backup', ask([], null), EMPTY, { fits: true, needsMark: true }],
  ['a first backup where others are', ask([], null), UNMARKED, { fits: true, needsMark: true }],
  ['a laptop that has forgotten', ask([], null), marked(OURS), { fits: true, needsMark: false }],
  ['a store from before marks', ask([], LAST), OLD, { fits: true, needsMark: true }],
  ['a mark that was lost', ask([OURS], LAST), OLD, { fits: true, needsMark: true }],
  ['the store that is known', ask([OURS], LAST), marked(OURS, true), { fits: true, needsMark: false }],
  ['the other of two disks', ask([OTHER, OURS], LAST), marked(OURS), { fits: true, needsMark: false }],
  ['a disk that is not mounted', ask([OURS], LAST), EMPTY, { fits: false, found: 'empty' }],
  ['the same, from before marks', ask([], LAST), EMPTY, { fits: false, found: 'empty' }],
  ['another disk', ask([OURS], LAST), marked(OTHER), { fits: false, found: 'another' }],
  ['an old copy of the store', ask([OURS], LAST), UNMARKED, { fits: false, found: 'another' }],
  ['a known one without a record', ask([OURS], null), EMPTY, { fits: false, found: 'empty' }],
  ['what was accepted', ask([OURS], LAST, true), EMPTY, { fits: true, needsMark: true }],
  ['another that was accepted', ask([OURS], LAST, true), marked(OTHER), { fits: true, needsMark: false }],
])('%s', (_, question, found, verdict) => {
  expect(judgeStore(question, found)).toEqual(verdict);
});
