/** One laptop of a fleet: its home, its key, its settings, and one look of its timer. */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeKey } from './loopback.mjs';

/** @typedef {{ kind: 'served' } | { kind: 'failed', why: string } | { kind: 'busy' | 'not-due', next: number }} Look */
/** @typedef {{ result: string, skip?: { code: string, until: string }, failure?: object }} Outcome */

const CLI = fileURLToPath(new URL('../../dist/latchkey.mjs', import.meta.url));
const FILE_BYTES = 20_000;
const DIRECTORIES = ['config/latchkey', 'state', 'runtime', 'tmp', 'source'];

export class FleetLaptop {
  #home;
  #key;
  /** @readonly */
  name;

  /** @param {string} home made @param {string} name @param {number} files */
  constructor(home, name, files) {
    this.#home = home;
    this.name = name;
    for (const part of DIRECTORIES) mkdirSync(join(home, part), { recursive: true, mode: 0o700 });
    for (let number = 1; number <= files; number += 1) {
      writeFileSync(join(home, 'source', `file-${number}`), randomBytes(FILE_BYTES));
    }
    this.#key = makeKey(home, 'key');
  }

  get publicKey() {
    return readFileSync(`${this.#key}.pub`, 'utf8').trim();
  }

  /** As whoever manages the laptops puts it there. @param {{ destination: string, sshArgs: string[] }} host @param {number} kilobytes a second */
  writeSettings({ destination, sshArgs }, kilobytes) {
    const settings = {
      schemaVersion: 3,
      host: {
        ...{ kind: 'ssh', destination, sshArgs: [...sshArgs, '-i', this.#key], callbackAddress: '127.0.0.1' },
      },
      ...{ machine: this.name, roots: [join(this.#home, 'source')], bandwidthLimit: kilobytes },
      schedule: { kind: 'daily', at: '12:00' },
      // Whatever the machine of the measurement is connected to.
      conditions: { leastBattery: 0, onMetered: true, onPowerSaver: true },
    };
    writeFileSync(join(this.#home, 'config/latchkey/settings.json'), JSON.stringify(settings), {
      mode: 0o600,
    });
  }

  /** `latchkey --run --if-due`. @param {Record<string, string>} clock @returns {Promise<Look>} */
  async look(clock) {
    const home = this.#home;
    const child = spawn(process.execPath, [CLI, '--run', '--if-due', '--json'], {
      env: {
        ...{ HOME: home, PATH: process.env.PATH, TMPDIR: join(home, 'tmp'), ...clock },
        ...{ XDG_CONFIG_HOME: join(home, 'config'), XDG_STATE_HOME: join(home, 'state') },
        ...{ XDG_RUNTIME_DIR: join(home, 'runtime') },
        DBUS_SESSION_BUS_ADDRESS: `unix:path=${join(home, 'runtime/no-bus')}`,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let [said, complaints] = ['', ''];
    child.stdout.on('data', (chunk) => (said += String(chunk)));
    child.stderr.on('data', (chunk) => (complaints += String(chunk)));
    const status = await new Promise((resolve) => child.once('close', resolve));
    return readLook(said) ?? { kind: 'failed', why: `status ${status}: ${complaints || said}` };
  }
}

/** By its last line (docs/json). @param {string} said @returns {Look | undefined} */
function readLook(said) {
  const line = said.trimEnd().split('\n').at(-1) ?? '';
  if (line === '') return undefined;
  /** @type {{ type?: string, next?: string, state?: { outcome?: Outcome } }} */
  const last = JSON.parse(line);
  if (last.type === 'not-due' && last.next !== undefined) {
    return { kind: 'not-due', next: Date.parse(last.next) };
  }
  const outcome = last.state?.outcome;
  if (outcome === undefined) return undefined;
  if (outcome.result === 'completed') return { kind: 'served' };
  return outcome.skip?.code === 'host-busy'
    ? { kind: 'busy', next: Date.parse(outcome.skip.until) }
    : { kind: 'failed', why: JSON.stringify(outcome.failure ?? outcome.result) };
}
