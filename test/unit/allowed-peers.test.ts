import { expect, test } from 'vitest';
import { AllowedPeers, plainAddress } from '../../electron/ssh/allowed-peers';

const peers = new AllowedPeers(['192.0.2.7', '2001:db8::1', '198.51.100.0/24', '2001:db8:1::/48']);

test.each([
  '192.0.2.7',
  '::ffff:192.0.2.7',
  '2001:db8::1',
  '2001:DB8:0::1',
  '198.51.100.200',
  '2001:db8:1:2::3',
])('%s may come', (address) => {
  expect(peers.allows(address)).toBe(true);
});

test.each(['192.0.2.8', '::ffff:192.0.2.8', '2001:db8::2', '198.51.101.1', '2001:db8:2::1', '', 'nas', '::'])(
  '%s may not',
  (address) => {
    expect(peers.allows(address)).toBe(false);
  },
);

test('an address is shown without what the socket adds to it', () => {
  expect(plainAddress('::ffff:192.0.2.7')).toBe('192.0.2.7');
  expect(plainAddress('fe80::1%eth0')).toBe('fe80::1');
  expect(plainAddress('2001:db8::1')).toBe('2001:db8::1');
});
