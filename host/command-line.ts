/** The command line, parsed as strictly as any other input. Pure. */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { parseKeepPolicy } from '../shared/keep-policy';
import type { Retention } from './keep/drop-snapshots';
import { parseMinFree } from './keep/min-free';
import { isMachineName } from './store-layout';

export type Command =
  | { kind: 'help' }
  | { kind: 'version' }
  | {
      kind: 'receive';
      store: string;
      machine: string;
      retention: Retention;
      allowTunnel: boolean;
      request: string | undefined;
    }
  | { kind: 'list'; store: string; machine: string | undefined; json: boolean }
  | { kind: 'check-store'; store: string };

export type ParsedCommand = { ok: true; value: Command } | { ok: false; reason: string };

export const HELP = `latchkey-host: the backup host's side of Latchkey

  latchkey-host --store DIR --machine NAME [--keep WHAT] [--min-free SIZE] [--allow-tunnel]
      Receive one request. Meant as the forced command of a laptop's key in authorized_keys:
      command="latchkey-host --store /srv/latchkey --machine laptop --keep daily=14,weekly=8",restrict ssh-ed25519 ...
  latchkey-host --list --store DIR [--machine NAME] [--json]
      Say which snapshots there are.
  latchkey-host --check-store --store DIR
      Look for damage and leftovers; status 1 where something is wrong. Changes nothing.

  --store DIR       where the snapshots are; must exist, on a Linux file system with extended attributes
  --machine NAME    the laptop's name and directory here
  --keep WHAT       how many to keep, such as hourly=24,daily=14,weekly=8,monthly=12,yearly=3; without it, all;
                    the newest always stays
  --min-free SIZE   drop the oldest until this much is free: 50G, or 10% of the file system
  --allow-tunnel    this laptop may have the host come back through the call itself
  --request A:P     instead of SSH_ORIGINAL_COMMAND, where the laptop itself starts this for a local store
  --json            machine-readable
  --help, --version

Status: 0 done, 1 failed, 2 usage.
`;

export function parseCommandLine(argv: readonly string[]): ParsedCommand {
  let values;
  try {
    ({ values } = parseArgs({
      args: [...argv],
      strict: true,
      allowPositionals: false,
      options: {
        store: { type: 'string' },
        machine: { type: 'string' },
        keep: { type: 'string' },
        'min-free': { type: 'string' },
        'allow-tunnel': { type: 'boolean' },
        request: { type: 'string' },
        list: { type: 'boolean' },
        'check-store': { type: 'boolean' },
        json: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
        version: { type: 'boolean' },
      },
    }));
  } catch (error) {
    return wrong(error instanceof Error ? error.message : String(error));
  }
  if (values.help === true) return { ok: true, value: { kind: 'help' } };
  if (values.version === true) return { ok: true, value: { kind: 'version' } };
  const { machine } = values;
  if (values.store === undefined || values.store === '') return wrong('--store DIR is missing');
  // As a forced command it starts in the home directory, so a plain name is what people write.
  const store = resolve(values.store);
  if (machine !== undefined && !isMachineName(machine)) {
    return wrong(
      '--machine must be up to 64 letters, digits, ".", "_" and "-", and begin with a letter or digit',
    );
  }
  const retention = readRetention(values.keep, values['min-free']);
  if (!retention.ok) return retention;
  const given = Object.keys(values);
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
  if (machine === undefined) return wrong('--machine is missing');
  return only(given, ['store', 'machine', 'keep', 'min-free', 'allow-tunnel', 'request'], {
    kind: 'receive',
    store,
    machine,
    retention: retention.value,
    allowTunnel: values['allow-tunnel'] === true,
    request: values.request,
  });
}

function readRetention(
  keep: string | undefined,
  minFree: string | undefined,
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
  return { ok: true, value: retention };
}

function only(given: readonly string[], allowed: readonly string[], command: Command): ParsedCommand {
  const stray = given.find((name) => !allowed.includes(name));
  return stray === undefined ? { ok: true, value: command } : wrong(`--${stray} does not belong here`);
}

function wrong(reason: string): { ok: false; reason: string } {
  return { ok: false, reason };
}
