import { expect, test as vitestTest } from 'vitest';
import { bytesOfRsyncName, textOfBytes } from '../../../electron/exclude/rsync-name';
import { escapeLikeRsync } from '../../../host/rsync-messages';
import { fc, test } from '../../helpers/property';

test.prop([fc.string({ unit: 'binary' })])(
  'what rsync writes of a path is read back as that path, whatever is in it',
  (path) => {
    expect(textOfBytes(bytesOfRsyncName(escapeLikeRsync(path)))).toBe(Buffer.from(path).toString());
  },
);

vitestTest('bytes that are no characters have no text', () => {
  expect(textOfBytes(bytesOfRsyncName('l\\#344nge'))).toBeUndefined();
  expect(bytesOfRsyncName('l\\#344nge')).toBe('länge');
  expect(bytesOfRsyncName('\\#12 and \\#777')).toBe('\\#12 and \\#777');
});
