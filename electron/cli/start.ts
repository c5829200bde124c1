/** What `latchkey` starts with: scripts ask for the version, and need not wait for all that makes a backup to be loaded. */
import { argv, stdout } from 'node:process';

declare const LATCHKEY_VERSION: string;

const [asked, ...more] = argv.slice(2);
if ((asked === '--version' || asked === 'version') && more.length === 0) {
  // Said again, it is lost again, and then that is said.
  stdout.once('error', () => void import('./main'));
  stdout.write(`latchkey ${LATCHKEY_VERSION}\n`);
} else {
  await import('./main');
}
