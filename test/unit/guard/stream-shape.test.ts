import { describe, expect, it } from 'vitest';
import { describeStream } from '../../../electron/guard/stream-shape';

const both = { namesAlgorithms: true, compression: true };

describe('what the client sends before its rules', () => {
  it.each([
    ['3.1.0', both, []],
    ['3.1.3', both, []],
    ['3.2.0', both, ['checksum', 'compression']],
    ['3.2.7', both, ['checksum', 'compression']],
    ['3.5.0', { namesAlgorithms: true, compression: false }, ['checksum']],
    ['3.5.0', { namesAlgorithms: false, compression: true }, []],
    ['4.0.0', both, ['checksum', 'compression']],
  ])('with rsync %s here and a client of %j', (version, negotiation, lists) => {
    expect(describeStream(negotiation, version)).toMatchObject({ lists });
  });

  it.each(['3.0.9', '2.6.9', '0.0.0'])('rsync %s here is too old', (version) => {
    expect(describeStream(both, version)).toEqual({
      reason: `rsync ${version} here is too old: 3.1.0 or later is needed`,
    });
  });

  it.each(['', '3', '3.2', 'v3.2.7', '3.2.0pre1', '3.2.7\n', '3.2.7.1', '-3.2.7'])(
    '%j is no version',
    (version) => {
      expect(describeStream(both, version)).toEqual({ reason: 'the version of rsync here is not known' });
    },
  );

  it('lets a newer client in, unless the rsync here might follow it into a new protocol', () => {
    expect(describeStream(both, '3.5.9')).toMatchObject({ newestProtocol: 40 });
    expect(describeStream(both, '3.6.0')).toMatchObject({ newestProtocol: 32 });
  });
});
