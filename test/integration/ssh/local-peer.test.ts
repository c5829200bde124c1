/** Who is at the other end of a connection within this machine, by real sockets. */
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { userInfo } from 'node:os';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isAnotherUsers } from '../../../electron/ssh/local-peer';
import { until } from '../../helpers/until';

let server: Server;
let accepted: Socket;
let client: Socket;

beforeEach(async () => {
  server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  client = connect((server.address() as AddressInfo).port, '127.0.0.1');
  accepted = await new Promise<Socket>((resolve) => server.once('connection', resolve));
});

afterEach(() => {
  client.destroy();
  accepted.destroy();
  server.close();
});

test('a connection of this user is our own', () => {
  expect(isAnotherUsers(accepted)).toBe(false);
});

test('by any other number it is another’s', () => {
  expect(isAnotherUsers(accepted, userInfo().uid + 1)).toBe(true);
});

test('one whose process has let go of it is nobody’s of ours', async () => {
  client.destroy();
  await until(
    () => isAnotherUsers(accepted),
    () => 'it still counts as our own',
  );
});
