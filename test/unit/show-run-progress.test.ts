import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { RunEvent } from '../../shared/run-events';
import { ENGLISH } from '../helpers/spoken';
import { showRunProgress } from '../../electron/cli/show-run-progress';

const isTTY = process.stdout.isTTY;
let written = '';

beforeEach(() => {
  written = '';
  process.stdout.isTTY = true;
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    written += String(text);
    return true;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  process.stdout.isTTY = isTTY;
});

const progress = (percent?: number): RunEvent => ({
  type: 'report',
  report: {
    ...{ type: 'progress', root: '/r', bytes: 50_000_000, files: 3, rate: 1_000_000 },
    ...(percent !== undefined && { percent }),
  },
});

test('the progress has share, rate and time left, and gives its line back before what comes next', () => {
  const { show, end } = showRunProgress(ENGLISH);
  show(progress());
  expect(written).toMatch(/50 MB {2}1\.0? ?MB\/s$|50 MB {2}1 MB\/s$/);
  show(progress(25));
  expect(written).toMatch(/25 % {2}50 MB {2}.*\/s {2}3 min.* left$/s);
  show({ type: 'reading', root: '/r' });
  expect(written.endsWith('left\r\u001b[KReading /r\n')).toBe(true);
  show(progress(100));
  expect(written).not.toMatch(/left$/);
  end();
  expect(written.endsWith('\r\u001b[K')).toBe(true);
  const before = written;
  end();
  expect(written).toBe(before);
});
