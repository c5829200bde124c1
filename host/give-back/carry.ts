/**
 * The remote shell of a restore's rsync on the laptop, where the files come from a host: passes what rsync says to the
 * program that has the connection, over the socket that rsync was started with as descriptor 3. The command that rsync wants
 * to have run there comes first, as a line of JSON. Ends when either side does.
 */
import { Socket } from 'node:net';

const DESCRIPTOR = 3;

/** @param words what rsync has behind its remote shell: a host's name, then the command */
export async function carry(words: readonly string[]): Promise<void> {
  // rsync may have nothing more to say, and much to hear.
  const socket = new Socket({ fd: DESCRIPTOR, readable: true, writable: true, allowHalfOpen: true });
  socket.write(`${JSON.stringify(words.slice(1))}\n`);
  process.stdin.pipe(socket);
  await new Promise<void>((resolve) => {
    socket.once('end', resolve);
    socket.once('close', resolve);
    socket.once('error', () => {
      resolve();
    });
    socket.pipe(process.stdout);
  });
  await new Promise<void>((resolve) => {
    process.stdout.end(resolve);
  });
  process.exit(0);
}
