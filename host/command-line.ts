/** The command line, parsed as strictly as any other input. */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { parseSnapshotName } from '../shared/snapshot-name';
import type { Command } from './command';
import { OPTIONS } from './options';
import {
  readAtOnce,
  readByHand,
  readDays,
  readGrant,
  readRetention,
  readTime,
  wrong,
  type ReadOption,
} from './read-options';
import { isMachineName } from './store-layout';

export type ParsedCommand = ReadOption<Command>;

/** After a backup, unless the owner says otherwise. */
const VERIFY_SECONDS = 300;
/** Of a transfer, so too. */
const TIME_LIMIT = 24 * 3600;
const GRANT_SECONDS = 15 * 60;
/** A whole home comes back in that time. */
const ADOPT_SECONDS = 12 * 3600;

/** What a key line's command says of how its machine's backups are made and kept. */
const RULES = [
  'keep',
  'floor',
  'min-free',
  'max-size',
  'time-limit',
  'verify-for',
  'at-once',
  'after',
] as const;
const NO_NAME = 'is not up to 64 letters, digits, ".", "_" and "-", beginning with a letter or digit';

/** `directory`: what a store's path is below; the current one if none is named. */
export function parseCommandLine(argv: readonly string[], directory = '.'): ParsedCommand {
  let values;
  let words;
  try {
    ({ values, positionals: words } = parseArgs({
      args: [...argv],
      strict: true,
      allowPositionals: true,
      options: OPTIONS,
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
  const json = values.json === true;
  if (values.carry === true) return only(given, ['carry'], { kind: 'carry', words });
  const { machine } = values;
  if (machine !== undefined && !isMachineName(machine)) {
    return wrong(`--machine: "${machine}" ${NO_NAME}`);
  }
  // As a forced command it starts in the home directory, so a plain name is what people write.
  const place =
    values.store === undefined || values.store === '' ? undefined : resolve(directory, values.store);
  if (values['grant-restore'] === true) {
    const asked = readGrant(values.for, GRANT_SECONDS, values.snapshots);
    if (!asked.ok) return asked;
    const command = { kind: 'grant-restore', store: place, machine, ...asked.value, json } as const;
    return only(given, ['grant-restore', 'store', 'machine', 'for', 'snapshots', 'json'], command);
  }
  const lost = values['adopt-machine'];
  if (lost !== undefined) {
    if (!isMachineName(lost)) return wrong(`--adopt-machine: "${lost}" is no machine's name (see --list)`);
    if (values.key === undefined) return wrong(`--key is missing: the new laptop's public key`);
    const asked = readGrant(values.for, ADOPT_SECONDS, values.snapshots);
    if (!asked.ok) return asked;
    return only(given, ['adopt-machine', 'key', 'store', 'for', 'snapshots', 'json'], {
      kind: 'adopt-machine',
      ...{ machine: lost, store: place, key: values.key, ...asked.value, json },
    });
  }
  const added = values['add-machine'];
  if (added !== undefined) {
    if (!isMachineName(added)) return wrong(`--add-machine: "${added}" ${NO_NAME}`);
    if (values.key === undefined) return wrong(`--key is missing: the laptop's public key, or its .pub file`);
    const allowTunnel = values['allow-tunnel'] === true;
    const rules = RULES.flatMap((name) => (values[name] === undefined ? [] : [`--${name}`, values[name]]));
    if (allowTunnel) rules.push('--allow-tunnel');
    const line = parseCommandLine(['--store', place ?? '/', '--machine', added, ...rules]);
    if (!line.ok) return line;
    return only(given, ['add-machine', 'key', 'store', ...RULES, 'allow-tunnel'], {
      kind: 'add-machine',
      ...{ machine: added, store: place, key: values.key, rules, allowTunnel, after: values.after },
    });
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
      json,
    });
  }
  if (values.overdue !== undefined) {
    const days = readDays(values.overdue);
    if (!days.ok) return days;
    const command = { kind: 'overdue', store, machine, days: days.value, json } as const;
    return only(given, ['overdue', 'store', 'machine', 'json'], command);
  }
  if (values.metrics === true) {
    if (values.output === '') return wrong('--output takes a file');
    const output = values.output === undefined ? undefined : resolve(directory, values.output);
    return only(given, ['metrics', 'store', 'output'], { kind: 'metrics', store, output });
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
      ...{ store, machine, seconds: seconds.value, json },
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
      json,
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
  const { after } = values;
  if (after !== undefined && !after.startsWith('/')) {
    return wrong('--after takes the absolute path of a program, which gets no arguments');
  }
  if (values['hand-on'] === true) {
    if (after === undefined) return wrong('--hand-on goes with --after');
    return only(given, ['hand-on', 'store', 'machine', 'after'], { kind: 'hand-on', store, machine, after });
  }
  const here = values['request-here'];
  if (here !== undefined && (!here.startsWith('/') || values.request !== undefined)) {
    return wrong('--request-here must be an absolute path, and goes without --request');
  }
  const timeLimit = readTime('time-limit', values['time-limit'], TIME_LIMIT);
  if (!timeLimit.ok) return timeLimit;
  if (timeLimit.value === 0) return wrong('--time-limit must be more than nothing: 12h, say');
  const atOnce = readAtOnce(values['at-once']);
  if (!atOnce.ok) return atOnce;
  return only(given, ['store', 'machine', ...RULES, 'allow-tunnel', 'request', 'request-here'], {
    kind: 'receive',
    store,
    machine,
    retention: retention.value,
    verifySeconds: verifySeconds.value,
    timeLimit: timeLimit.value,
    allowTunnel: values['allow-tunnel'] === true,
    atOnce: atOnce.value,
    after,
    request: values.request,
    here,
  });
}

function only(given: readonly string[], allowed: readonly string[], command: Command): ParsedCommand {
  const stray = given.find((name) => !allowed.includes(name));
  return stray === undefined ? { ok: true, value: command } : wrong(`--${stray} does not belong here`);
}
