/** Asks the host program about a store on this machine, or to change one by its owner's hand. */
import * as z from 'zod';
import { asPlainNode } from '../../process/environment';
import { runProgram } from '../../process/run-program';
import { formatKeepPolicy, type KeepPolicy } from '../../shared/keep-policy';
import { failure, success, type Result } from '../../shared/result';
import type { Bundles } from '../settings/bundles';
import type { FoundSnapshot } from './find-snapshot';

/** A big snapshot on a slow disk takes its time to delete. */
const LIMIT_MS = 60 * 60_000;
const ASK_LIMIT_MS = 60_000;

/** A label, perhaps an empty one, where it is pinned. */
const staysSchema = z.object({ snapshot: z.string(), label: z.string().optional() });
const previewSchema = z.object({ goes: z.array(z.string()), stays: z.array(staysSchema) });

/**
 * The label where it is pinned, null where it is not; null for all of it where there is no such snapshot. What any rule
 * would take names them all, and is short.
 */
export async function askPinned(
  bundles: Bundles,
  { store, machine, snapshot }: FoundSnapshot,
): Promise<{ pinned: string | null } | null> {
  const told = await preview(bundles, store, machine, { yearly: 1 });
  if (told === undefined) return null;
  const label = told.stays.find((entry) => entry.snapshot === snapshot)?.label;
  if (label !== undefined) return { pinned: label };
  const isThere = told.goes.includes(snapshot) || told.stays.some((entry) => entry.snapshot === snapshot);
  return isThere ? { pinned: null } : null;
}

/** @param label null: it is pinned no longer */
export function pinSnapshot(
  bundles: Bundles,
  { store, machine, snapshot }: FoundSnapshot,
  label: string | null,
): Promise<Result<string>> {
  const act = label === null ? ['--unpin', snapshot] : ['--pin', snapshot, `--label=${label}`];
  return ask(bundles, [...act, ...at(store, machine)], ASK_LIMIT_MS);
}

export function dropSnapshot(
  bundles: Bundles,
  { store, machine, snapshot }: FoundSnapshot,
): Promise<Result<string>> {
  return ask(bundles, ['--drop', snapshot, ...at(store, machine)], LIMIT_MS);
}

/** Null where it cannot be told: the disk is not there, or nothing has been backed up to it. */
export async function previewPolicy(
  bundles: Bundles,
  store: string,
  machine: string,
  keep: KeepPolicy,
): Promise<{ goes: number; all: number } | null> {
  const told = await preview(bundles, store, machine, keep);
  return told === undefined ? null : { goes: told.goes.length, all: told.goes.length + told.stays.length };
}

async function preview(
  bundles: Bundles,
  store: string,
  machine: string,
  keep: KeepPolicy,
): Promise<z.infer<typeof previewSchema> | undefined> {
  const args = ['--keep', formatKeepPolicy(keep), '--dry-run', '--json', ...at(store, machine)];
  const answer = await ask(bundles, args, ASK_LIMIT_MS);
  try {
    return answer.ok ? previewSchema.parse(JSON.parse(answer.value)) : undefined;
  } catch {
    return undefined;
  }
}

function at(store: string, machine: string): string[] {
  return ['--store', store, '--machine', machine];
}

/** What it wrote. Fails with snapshot-not-changed, in the program's own words. */
async function ask(bundles: Bundles, args: readonly string[], timeoutMs: number): Promise<Result<string>> {
  const { status, stdout, stderr, startError } = await runProgram({
    file: bundles.runtime,
    args: [bundles.host, ...args],
    env: asPlainNode(),
    timeoutMs,
  });
  if (status === 0) return success(stdout);
  const words = stderr.trim().replace(/^latchkey-host: /, '');
  return failure({ code: 'snapshot-not-changed', detail: startError ?? (words || 'no word of why') });
}
