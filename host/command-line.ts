/** The command line, parsed as strictly as any other input. Pure. */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { parseKeepPolicy } from '../shared/keep-policy';
import { parseSnapshotName } from '../shared/snapshot-name';
import type { Retention } from './keep/drop-snapshots';
import { LEAST_FLOOR } from './keep/floor';
import { parseMinFree, parseSize } from './keep/min-free';
import { MOST_LABEL_LETTERS } from './keep/pins';
import { isMachineName } from './store-layout';

export type Command =
  | { kind: 'help' }
  | { kind: 'version'; verbose: boolean }
  | {
      kind: 'receive';
      store: string;
      machine: string;
      retention: Retention;
      verifySeconds: number;
      timeLimit: number;
      allowTunnel: boolean;
      /** ADDRESS:PORT, in the place of SSH_ORIGINAL_COMMAND. */
      request: string | undefined;
      /** The absolute path of what to call in the place of ssh: the laptop is this machine. */
      here: string | undefined;
    }
  | { kind: 'list'; store: string; machine: string | undefined; json: boolean }
  | { kind: 'release'; store: string; machine: string }
  | { kind: 'check-store'; store: string }
  | ({ kind: 'by-hand'; store: string; machine: string } & ByHand)
  | { kind: 'preview'; store: string; machine: string; retention: Retention; json: boolean }
  /** `seconds` undefined: until everything was read. */
  | { kind: 'verify'; store: string; machine: string | undefined; seconds: number | undefined; json: boolean }
  | ({ kind: 'grant-restore' } & GrantAsked)
  | ({ kind: 'revoke-restore' } & WhichMachine)
  /** The remote shell of a restore's rsync, for files of a host. */
  | { kind: 'carry'; words: readonly string[] }
  /** One question of the way back, on stdin. */
  | { kind: 'answer'; store: string; machine: string }
  /** The remote shell of a restore's rsync. */
  | {
      kind: 'serve';
      store: string;
      machine: string;
      snapshot: string;
      wanted: string;
      words: readonly string[];
    }
  | { kind: 'after-backup'; store: string; machine: string; verifySeconds: number };

export interface WhichMachine {
  /** Undefined: as authorized_keys has it. */
  store: string | undefined;
  machine: string | undefined;
}

export interface GrantAsked extends WhichMachine {
  seconds: number;
  snapshots: 'all' | 'last' | { name: string };
}

/** What the store's owner does to one machine's snapshots. */
export type ByHand =
  | { act: 'pin'; snapshot: string; label: string }
  | { act: 'unpin'; snapshot: string }
  | { act: 'drop'; snapshot: string }
  | { act: 'remove'; path: string };

export type ParsedCommand = { ok: true; value: Command } | { ok: false; reason: string };

/** After a backup, unless the owner says otherwise. */
const VERIFY_SECONDS = 300;
/** Of a transfer, so too. */
const TIME_LIMIT = 24 * 3600;
const GRANT_SECONDS = 15 * 60;
const MOST_GRANT_SECONDS = 24 * 3600;

export const HELP = `latchkey-host: the backup host's side of Latchkey

  latchkey-host --store DIR --machine NAME [--keep WHAT] [--floor N] [--min-free SIZE] [--max-size SIZE]
                [--time-limit TIME] [--verify-for TIME] [--allow-tunnel]
                [--request A:P | --request-here SCRIPT]
      Receive one request. Meant as the forced command of a laptop's key in authorized_keys:
      command="latchkey-host --store /srv/latchkey --machine laptop --keep daily=14,weekly=8",restrict ssh-ed25519 ...
  latchkey-host --list --store DIR [--machine NAME] [--json]
      Say which snapshots there are.
  latchkey-host --release --store DIR --machine NAME
      What looked wrong was meant: older snapshots may be dropped again, and later
      backups are compared with the newest one.
  latchkey-host --check-store --store DIR
      Count what is there and look for leftovers; status 1 where something is wrong. Changes nothing, reads no contents.
  latchkey-host --verify --store DIR [--machine NAME] [--for TIME | --all] [--json]
      Read what is kept and compare it with its checksums, what was read longest ago first; status 1 where something is
      not what it was. Without --for, all of it. What was ended goes on with the next call.
  latchkey-host --keep WHAT --dry-run --store DIR --machine NAME [--floor N] [--json]
      Say which snapshots would be deleted and which stay, and why. Changes nothing.
  latchkey-host --pin SNAPSHOT [--label TEXT] | --unpin SNAPSHOT --store DIR --machine NAME
      Keep a snapshot whatever the rules say, or no longer.
  latchkey-host --drop SNAPSHOT --store DIR --machine NAME
      Delete one snapshot.
  latchkey-host --remove PATH --store DIR --machine NAME
      Delete a file or directory, as the laptop has it, from all snapshots: a secret that should not be there.
  latchkey-host --help | --version [--verbose]

  latchkey-host --grant-restore [--machine NAME] [--store DIR] [--for 15m] [--snapshots all | last | SNAPSHOT]
      Let a laptop read its own snapshots once: for one connection, and by a code that is shown here. Which machine, and
      where its snapshots are, is what authorized_keys has, unless it is said.
  latchkey-host --revoke-restore [--machine NAME] [--store DIR]
      Take that back at once, also while it is used.

  --store DIR       where the snapshots are; must exist, on a Linux file system with extended attributes
  --machine NAME    the laptop's name and directory here
  --keep WHAT       how many to keep, such as hourly=24,daily=14,weekly=8,monthly=12,yearly=3; without it, all;
                    what the floor holds always stays
  --floor N         so many of the newest stay whatever --keep says: 10, at least 2. So do those of the last 48 hours
                    (of several within ten minutes the first) and those that are pinned
  --min-free SIZE   leave this much free: 50G, or 10% of the file system. For that, snapshots older than 30 days and
                    outside the floor may go, at most three a day, if they suffice; a backup that needs more fails
  --max-size SIZE   what the snapshots of this machine may take, such as 500G; what may go for it is the same
  --time-limit TIME how long one transfer may take: 24h; what has arrived by then is kept, and the next one goes on
  --label TEXT      what a pinned snapshot is called
  --dry-run         with --keep: only say what it would do
  --verify-for TIME how long to go on reading what is kept after each backup, idle; default 5m, 0 for not at all
  --for TIME        such as 90s, 30m or 2h; of a grant 15m, at most 24h
  --snapshots WHICH what a grant is for: all, last or a snapshot's name
  --allow-tunnel    this laptop may have the host come back through the call itself
  --request A:P     instead of SSH_ORIGINAL_COMMAND, by hand
  --request-here SCRIPT
                    where the laptop itself starts this for a store on its own disk: what is called in the place of ssh
  --json            machine-readable

Status: 0 done, 1 failed, 2 usage.
`;

/** `directory`: what a store's path is below; the current one if none is named. */
export function parseCommandLine(argv: readonly string[], directory = '.'): ParsedCommand {
  let values;
  let words;
  try {
    ({ values, positionals: words } = parseArgs({
      args: [...argv],
      strict: true,
      allowPositionals: true,
      options: {
        store: { type: 'string' },
        machine: { type: 'string' },
        keep: { type: 'string' },
        'min-free': { type: 'string' },
        'max-size': { type: 'string' },
        floor: { type: 'string' },
        'time-limit': { type: 'string' },
        pin: { type: 'string' },
        label: { type: 'string' },
        unpin: { type: 'string' },
        drop: { type: 'string' },
        remove: { type: 'string' },
        'dry-run': { type: 'boolean' },
        'allow-tunnel': { type: 'boolean' },
        request: { type: 'string' },
        'request-here': { type: 'string' },
        list: { type: 'boolean' },
        release: { type: 'boolean' },
        'check-store': { type: 'boolean' },
        verify: { type: 'boolean' },
        'verify-for': { type: 'string' },
        for: { type: 'string' },
        all: { type: 'boolean' },
        'grant-restore': { type: 'boolean' },
        'revoke-restore': { type: 'boolean' },
        snapshots: { type: 'string' },
        // Started by this program itself.
        'after-backup': { type: 'boolean' },
        // Started by `latchkey`, for a store of its own machine.
        answer: { type: 'boolean' },
        serve: { type: 'string' },
        carry: { type: 'boolean' },
        wanted: { type: 'string' },
        json: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
        version: { type: 'boolean' },
        verbose: { type: 'boolean' },
      },
    }));
  } catch (error) {
    return wrong(error instanceof Error ? error.message : String(error));
  }
  if (words.length > 0 && values.serve === undefined && values.carry !== true)
    return wrong(`"${words[0] ?? ''}" is not understood`);
  if (values.help === true) return { ok: true, value: { kind: 'help' } };
  if (values.version === true) {
    return { ok: true, value: { kind: 'version', verbose: values.verbose === true } };
  }
  const given = Object.keys(values);
  if (values.carry === true) return only(given, ['carry'], { kind: 'carry', words });
  const { machine } = values;
  if (machine !== undefined && !isMachineName(machine)) {
    return wrong(
      '--machine must be up to 64 letters, digits, ".", "_" and "-", and begin with a letter or digit',
    );
  }
  // As a forced command it starts in the home directory, so a plain name is what people write.
  const place =
    values.store === undefined || values.store === '' ? undefined : resolve(directory, values.store);
  if (values['grant-restore'] === true) {
    const asked = readGrant(values.for, values.snapshots);
    if (!asked.ok) return asked;
    const command = { kind: 'grant-restore', store: place, machine, ...asked.value } as const;
    return only(given, ['grant-restore', 'store', 'machine', 'for', 'snapshots'], command);
  }
  if (values['revoke-restore'] === true) {
    const command = { kind: 'revoke-restore', store: place, machine } as const;
    return only(given, ['revoke-restore', 'store', 'machine'], command);
  }
  if (place === undefined) return wrong('--store DIR is missing');
  const store = place;
  const retention = readRetention(values.keep, values['min-free'], values['max-size'], values.floor);
  if (!retention.ok) return retention;
  if (values.list === true) {
    return only(given, ['list', 'store', 'machine', 'json'], {
      kind: 'list',
      store,
      machine,
      json: values.json === true,
    });
  }
  if (values['check-store'] === true) {
    return only(given, ['check-store', 'store'], { kind: 'check-store', store });
  }
  if (values.verify === true) {
    const seconds = readTime('for', values.for, undefined);
    if (!seconds.ok) return seconds;
    if (seconds.value !== undefined && values.all === true)
      return wrong('--for and --all contradict each other');
    return only(given, ['verify', 'store', 'machine', 'for', 'all', 'json'], {
      kind: 'verify',
      ...{ store, machine, seconds: seconds.value, json: values.json === true },
    });
  }
  if (machine === undefined) return wrong('--machine is missing');
  const { serve: snapshot, wanted } = values;
  if (snapshot !== undefined) {
    if (parseSnapshotName(snapshot) === undefined || wanted === undefined) {
      return wrong('--serve takes a snapshot, with --wanted FILE');
    }
    const served = { kind: 'serve', store, machine, snapshot, wanted, words } as const;
    return only(given, ['serve', 'wanted', 'store', 'machine'], served);
  }
  if (values.answer === true) {
    return only(given, ['answer', 'store', 'machine'], { kind: 'answer', store, machine });
  }
  if (values.release === true) {
    return only(given, ['release', 'store', 'machine'], { kind: 'release', store, machine });
  }
  const byHand = readByHand(values);
  if (byHand !== undefined) {
    if (!byHand.ok) return byHand;
    const { act } = byHand.value;
    const allowed = ['store', 'machine', act, ...(act === 'pin' ? ['label'] : [])];
    return only(given, allowed, { kind: 'by-hand', store, machine, ...byHand.value });
  }
  if (values['dry-run'] === true) {
    if (values.keep === undefined) return wrong('--dry-run goes with --keep');
    return only(given, ['store', 'machine', 'keep', 'floor', 'dry-run', 'json'], {
      kind: 'preview',
      store,
      machine,
      retention: retention.value,
      json: values.json === true,
    });
  }
  const verifySeconds = readTime('verify-for', values['verify-for'], VERIFY_SECONDS);
  if (!verifySeconds.ok) return verifySeconds;
  if (values['after-backup'] === true) {
    return only(given, ['after-backup', 'store', 'machine', 'verify-for'], {
      kind: 'after-backup',
      ...{ store, machine, verifySeconds: verifySeconds.value },
    });
  }
  const here = values['request-here'];
  if (here !== undefined && (!here.startsWith('/') || values.request !== undefined)) {
    return wrong('--request-here must be an absolute path, and goes without --request');
  }
  const timeLimit = readTime('time-limit', values['time-limit'], TIME_LIMIT);
  if (!timeLimit.ok) return timeLimit;
  if (timeLimit.value === 0) return wrong('--time-limit must be more than nothing: 12h, say');
  return only(
    given,
    [
      ...['store', 'machine', 'keep', 'floor', 'min-free', 'max-size', 'time-limit', 'verify-for'],
      ...['allow-tunnel', 'request', 'request-here'],
    ],
    {
      kind: 'receive',
      store,
      machine,
      retention: retention.value,
      verifySeconds: verifySeconds.value,
      timeLimit: timeLimit.value,
      allowTunnel: values['allow-tunnel'] === true,
      request: values.request,
      here,
    },
  );
}

function readRetention(
  keep: string | undefined,
  minFree: string | undefined,
  maxSize: string | undefined,
  floor: string | undefined,
): { ok: true; value: Retention } | { ok: false; reason: string } {
  const retention: Retention = {};
  if (keep !== undefined) {
    const policy = parseKeepPolicy(keep);
    if (!policy.ok) return wrong(`--keep: ${policy.reason}`);
    retention.keep = policy.value;
  }
  if (minFree !== undefined) {
    const limit = parseMinFree(minFree);
    if (!limit.ok) return wrong(`--min-free: ${limit.reason}`);
    retention.minFree = limit.value;
  }
  if (maxSize !== undefined) {
    const bytes = parseSize(maxSize);
    if (bytes === undefined) return wrong(`--max-size: "${maxSize}" is no size such as 500G`);
    retention.maxSize = bytes;
  }
  if (floor !== undefined) {
    if (!/^[0-9]{1,5}$/.test(floor) || Number(floor) < LEAST_FLOOR) {
      return wrong(`--floor: "${floor}" is no whole number from ${LEAST_FLOOR}`);
    }
    retention.floor = Number(floor);
  }
  return { ok: true, value: retention };
}

function readGrant(
  time: string | undefined,
  snapshots = 'all',
): { ok: true; value: Pick<GrantAsked, 'seconds' | 'snapshots'> } | { ok: false; reason: string } {
  const seconds = readTime('for', time, GRANT_SECONDS);
  if (!seconds.ok) return seconds;
  if (seconds.value === 0 || seconds.value > MOST_GRANT_SECONDS) {
    return wrong('--for must be a time such as 15m, and not more than 24h');
  }
  const isName = parseSnapshotName(snapshots) !== undefined;
  if (!isName && snapshots !== 'all' && snapshots !== 'last') {
    return wrong(`--snapshots must be all, last or a snapshot's name (see --list)`);
  }
  const which = snapshots === 'all' || snapshots === 'last' ? snapshots : { name: snapshots };
  return { ok: true, value: { seconds: seconds.value, snapshots: which } };
}

function readByHand(
  values: Partial<Record<'pin' | 'label' | 'unpin' | 'drop' | 'remove', string>>,
): { ok: true; value: ByHand } | { ok: false; reason: string } | undefined {
  const { pin, label = '', remove } = values;
  if (remove !== undefined) return { ok: true, value: { act: 'remove', path: remove } };
  const act = pin !== undefined ? 'pin' : values.unpin !== undefined ? 'unpin' : 'drop';
  const snapshot = values[act];
  if (snapshot === undefined) return undefined;
  if (parseSnapshotName(snapshot) === undefined) {
    return wrong(`--${act}: "${snapshot}" is no snapshot's name, such as 2026-11-22T202105Z (see --list)`);
  }
  if (act !== 'pin') return { ok: true, value: { act, snapshot } };
  if (label.length > MOST_LABEL_LETTERS || hasControl(label)) {
    return wrong(`--label: up to ${MOST_LABEL_LETTERS} letters, without control characters`);
  }
  return { ok: true, value: { act, snapshot, label } };
}

/** Newlines and escape sequences, and what turns the direction of writing. */
function hasControl(text: string): boolean {
  return /[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/u.test(text);
}

const UNITS: Record<string, number> = { s: 1, m: 60, h: 3600 };

function readTime<T>(
  name: string,
  text: string | undefined,
  otherwise: T,
): { ok: true; value: number | T } | { ok: false; reason: string } {
  if (text === undefined) return { ok: true, value: otherwise };
  const match = /^(?:(\d{1,6})([smh])|0)$/.exec(text);
  if (match === null) return wrong(`--${name} must be a time such as 90s, 30m or 2h`);
  return { ok: true, value: Number(match[1] ?? 0) * (UNITS[match[2] ?? ''] ?? 0) };
}

function only(given: readonly string[], allowed: readonly string[], command: Command): ParsedCommand {
  const stray = given.find((name) => !allowed.includes(name));
  return stray === undefined ? { ok: true, value: command } : wrong(`--${stray} does not belong here`);
}

function wrong(reason: string): { ok: false; reason: string } {
  return { ok: false, reason };
}
