import { expect, test } from 'vitest';
import { destinationSchema } from '../../shared/settings-parts/where';
import { destinationWithPort, readDestination } from '../../shared/ssh-destination';

test.each([
  ['nas', 'nas', null],
  ['you@nas', 'you@nas', null],
  ['you@nas:2222', 'you@nas', 2222],
  [' you@nas:2222 ', 'you@nas', 2222],
  ['ssh://you@nas:2222', 'you@nas', 2222],
  ['ssh://you@nas/', 'you@nas', null],
  ['ssh://nas', 'nas', null],
  ['ssh://name%40corp.example@nas:22', 'name@corp.example@nas', 22],
  ['name@corp.example@nas:2222', 'name@corp.example@nas', 2222],
  ['CORP\\name@nas', 'CORP\\name@nas', null],
  ['First Last@nas', 'First Last@nas', null],
  ['you@[2001:db8::7]:2222', 'you@2001:db8::7', 2222],
  ['you@2001:db8::7', 'you@2001:db8::7', null],
  ['::1', '::1', null],
])('"%s" is %s and port %s', (text, destination, port) => {
  expect(readDestination(text)).toEqual({ destination, port });
  expect(destinationSchema.safeParse(destination).success).toBe(true);
  // What stands for both is read back as both.
  const word = destinationWithPort(text) ?? '';
  expect(readDestination(word)).toEqual({ destination, port });
  expect(destinationSchema.safeParse(word).success).toBe(true);
});

test.each([
  ...['', 'you@', '@nas', '@', 'you@nas:', 'you@nas:0', 'you@nas:65536', 'you@nas:ssh', '-oProxyCommand=x'],
  ...[
    'you@-nas',
    'you@na s',
    '-you@nas',
    'ssh://',
    'ssh://you@',
    'ssh://you@nas:x',
    'you@nas/backups',
    'you@n\nas',
  ],
])('"%s" is no destination', (text) => {
  expect(readDestination(text)).toBeUndefined();
  expect(destinationSchema.safeParse(text).success).toBe(false);
});

test('in the settings file a port stands where ssh reads it', () => {
  const message = destinationSchema.safeParse('you@nas:2222').error?.issues[0]?.message;
  expect(message).toBe('has a port: write it as ssh://you@nas:2222');
});
