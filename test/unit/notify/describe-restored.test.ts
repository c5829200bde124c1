import { expect, test } from 'vitest';
import { describeRestored } from '../../../electron/notify/describe-restored';
import { ENGLISH } from '../../helpers/spoken';
import type { RestoreRecord } from '../../../shared/ipc-files';

const RECORD: RestoreRecord = {
  ...{ id: 'one', at: '2026-11-22T10:00:00.000Z', snapshot: '2026-11-21T100000Z', result: 'completed' },
  ...{
    how: 'beside',
    placed: [],
    placedCount: 0,
    left: 0,
    refused: [],
    followed: [],
    entered: [],
    rotten: [],
    replaced: [],
    lost: [],
    notInFull: [],
  },
  ...{ notInFullCount: 0, failure: null, undoable: false, undone: false },
};

const placed = (count: number): Pick<RestoreRecord, 'placed' | 'placedCount'> => ({
  placed: Array.from({ length: Math.min(count, 100) }, (_, at) => ({ as: `/home/you/${at}`, aside: null })),
  placedCount: count,
});

test('what came back is named, as far as a notice has room', () => {
  expect(describeRestored(ENGLISH, { ...RECORD, ...placed(2) })).toMatchObject({
    ...{ title: 'Files restored', body: '/home/you/0\n/home/you/1', urgency: 'normal', buttons: [] },
  });
  expect(
    describeRestored(ENGLISH, { ...RECORD, ...placed(1203) })
      .body.split('\n')
      .at(-1),
  ).toBe('and 1,200 others');
  expect(describeRestored(ENGLISH, { ...RECORD, left: 7 }).body).toBe('Nothing was missing.');
});

test('what did not is not passed over', () => {
  const refused = [{ name: '/home/you/tty', why: { kind: 'device' as const } }];
  expect(describeRestored(ENGLISH, { ...RECORD, ...placed(1), result: 'partial', refused })).toMatchObject({
    title: 'Files restored, but not in full',
    body: '/home/you/0\n1 item could not be put back.\nOpen Latchkey to see what is not as it was.',
  });
  const failure = { code: 'restore-not-proven', path: '/home/you/report.odt' } as const;
  expect(describeRestored(ENGLISH, { ...RECORD, result: 'failed', failure })).toMatchObject({
    ...{ title: 'Restore failed', urgency: 'critical' },
    body: expect.stringContaining('Your files are as they were') as string,
  });
});
