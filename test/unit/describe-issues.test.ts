import { expect, test } from 'vitest';
import { parseSettings } from '../../electron/settings/settings-file';

const good = { schemaVersion: 3, host: { kind: 'local', directory: '/d' }, roots: ['/home/u'] };

test.each([
  [{ ...good, roots: [7] }, 'roots[0] must be text in quotes'],
  [{ ...good, roots: undefined }, 'roots is missing, and must be a list in [ ]'],
  [{ ...good, rots: ['/x'] }, 'the file has what is not known here: rots'],
  [{ ...good, host: { kind: 'local', directory: 'd' } }, 'must be an absolute path (host.directory)'],
  [{ ...good, host: { kind: 'lokal' } }, 'host.kind is none of what may stand here'],
])('a slip in the settings is named in words of ours (%#)', (settings, detail) => {
  expect(parseSettings(JSON.stringify(settings), '/s')).toMatchObject({
    failure: { code: 'settings-broken', detail },
  });
});
