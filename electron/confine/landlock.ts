/**
 * Landlock (landlock(7), Linux 5.13 and later): a thread gives up, for itself and all that it starts from then on, what no
 * rule allows. No privilege is needed for it, and no user namespace, so foreign owners stay visible. It cannot be undone.
 */
import { closeSync, constants, fstatSync, openSync } from 'node:fs';
import { createRequire } from 'node:module';

/** `read`: what lies at or below it; `run`: and start it; `write`: a device, both ways. */
export interface PathRule {
  path: string;
  may: 'read' | 'run' | 'write';
}

interface Koffi {
  load: (path: null) => { func: (prototype: string) => (...args: (number | Uint8Array | null)[]) => number };
  errno: () => number;
}

/** The same numbers on every kind of machine that Node runs on. */
const LANDLOCK_CREATE_RULESET = 444;
const LANDLOCK_ADD_RULE = 445;
const LANDLOCK_RESTRICT_SELF = 446;
const CREATE_RULESET_VERSION = 1;
const RULE_PATH_BENEATH = 1;
const PR_SET_NO_NEW_PRIVS = 38;
const O_PATH = 0o10000000;

/** LANDLOCK_ACCESS_FS_* of linux/landlock.h. */
const EXECUTE = 1n << 0n;
const WRITE_FILE = 1n << 1n;
const READ_FILE = 1n << 2n;
const READ_DIR = 1n << 3n;
const OF_FILES = EXECUTE | WRITE_FILE | READ_FILE;

const ALLOWED = {
  read: READ_FILE | READ_DIR,
  run: READ_FILE | READ_DIR | EXECUTE,
  write: READ_FILE | WRITE_FILE,
} as const satisfies Record<PathRule['may'], bigint>;

export interface Landlock {
  /** Of the kernel's interface: each adds to what is refused. */
  version: number;
  /** Confines the thread that calls. Paths that are not there, or may not be seen, are left out. @throws where the kernel refuses */
  confineThread: (rules: readonly PathRule[]) => void;
}

/** This kernel cannot, or may not. */
export class NoLandlockError extends Error {}

function loadKoffi(): Koffi {
  try {
    return createRequire(import.meta.url)('koffi') as Koffi;
  } catch {
    // Node's own words name every file on the way, a line each.
    throw new Error('koffi, which calls the kernel, cannot be loaded');
  }
}

/** @throws in words where there is none: NoLandlockError for an older kernel, or where it is switched off; else no koffi */
export function openLandlock(): Landlock {
  const koffi = loadKoffi();
  const libc = koffi.load(null);
  const createRuleset = libc.func('long syscall(long, uint8_t *, size_t, uint32_t)');
  const addRule = libc.func('long syscall(long, int, int, uint8_t *, uint32_t)');
  const restrictSelf = libc.func('long syscall(long, int, uint32_t)');
  const prctl = libc.func('int prctl(int, unsigned long, unsigned long, unsigned long, unsigned long)');
  // Not Node's, which keeps a list of what it has opened in a thread.
  const close = libc.func('int close(int)');
  const checked = (call: string, result: number): number => {
    if (result < 0) throw new Error(`${call}: error ${koffi.errno()}`);
    return result;
  };

  const version = createRuleset(LANDLOCK_CREATE_RULESET, null, 0, CREATE_RULESET_VERSION);
  if (version < 1) throw new NoLandlockError('this kernel has no Landlock, or it is switched off');
  return {
    version,
    confineThread: (rules) => {
      const attributes = rulesetAttributes(version);
      const ruleset = checked(
        'landlock_create_ruleset',
        createRuleset(LANDLOCK_CREATE_RULESET, attributes, attributes.length, 0),
      );
      try {
        for (const { path, may } of rules) {
          const target = openPath(path);
          if (target === undefined) continue;
          try {
            const allowed = ALLOWED[may] & (fstatSync(target).isDirectory() ? ~0n : OF_FILES);
            const attribute = pathBeneath(allowed, target);
            checked(
              `landlock_add_rule ${path}`,
              addRule(LANDLOCK_ADD_RULE, ruleset, RULE_PATH_BENEATH, attribute, 0),
            );
          } finally {
            closeSync(target);
          }
        }
        checked('prctl', prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0));
        checked('landlock_restrict_self', restrictSelf(LANDLOCK_RESTRICT_SELF, ruleset, 0));
      } finally {
        close(ruleset);
      }
    },
  };
}

/**
 * struct landlock_ruleset_attr: all that this version of the interface can refuse. Files: reading, writing, starting,
 * making, removing, moving; from 4 on TCP, from 6 on abstract sockets of others and signals to them.
 */
function rulesetAttributes(version: number): Uint8Array {
  const ofFiles = version >= 5 ? 16n : version >= 3 ? 15n : version === 2 ? 14n : 13n;
  const words = [(1n << ofFiles) - 1n];
  if (version >= 4) words.push(3n);
  if (version >= 6) words.push(3n);
  return new Uint8Array(BigUint64Array.from(words).buffer);
}

/** struct landlock_path_beneath_attr, packed. */
function pathBeneath(allowed: bigint, target: number): Uint8Array {
  const bytes = new Uint8Array(12);
  const view = new DataView(bytes.buffer);
  const little = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;
  view.setBigUint64(0, allowed, little);
  view.setInt32(8, target, little);
  return bytes;
}

function openPath(path: string): number | undefined {
  try {
    return openSync(path, O_PATH | constants.O_RDONLY);
  } catch {
    return undefined;
  }
}
