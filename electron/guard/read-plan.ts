/** Reads `guard-plan.json`. Parsed by hand: the guard has no dependency, not even the schema library. */
import { readFileSync } from 'node:fs';
import { isAbsolute, join, normalize } from 'node:path';
import type { GuardPlan, GuardRoot } from './plan';

export type PlanResult = { ok: true; plan: GuardPlan } | { ok: false; reason: string };

export function readPlan(runDirectory: string): PlanResult {
  let text: string;
  try {
    text = readFileSync(join(runDirectory, 'guard-plan.json'), 'utf8');
  } catch {
    return { ok: false, reason: 'there is no run' };
  }
  const plan = parsePlan(text);
  return plan === undefined ? { ok: false, reason: 'the plan of the run is broken' } : { ok: true, plan };
}

/** Undefined for anything that is not exactly a plan. */
export function parsePlan(text: string): GuardPlan | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isRecord(value)) return undefined;
  const { rsync, ionice, rsyncVersion, socket, dryRun, bandwidthLimit, silenceLimit, roots } = value;
  if (!isPath(rsync) || !isPath(socket) || !(ionice === null || isPath(ionice))) return undefined;
  if (typeof rsyncVersion !== 'string' || typeof dryRun !== 'boolean' || !Array.isArray(roots))
    return undefined;
  if (!(bandwidthLimit === null || isLimit(bandwidthLimit)) || !isLimit(silenceLimit)) return undefined;
  const parsed = roots.map(parseRoot);
  if (!parsed.every((root) => root !== undefined)) return undefined;
  return { rsync, ionice, rsyncVersion, socket, dryRun, bandwidthLimit, silenceLimit, roots: parsed };
}

function parseRoot(value: unknown): GuardRoot | undefined {
  if (!isRecord(value)) return undefined;
  const { path, excludeFile, excludeFileWithName, listFile } = value;
  if (!isPath(path) || !isPath(excludeFile) || !isPath(excludeFileWithName)) return undefined;
  if (!(listFile === null || isPath(listFile))) return undefined;
  return { path, excludeFile, excludeFileWithName, listFile };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** 0 would be no limit to rsync. */
function isLimit(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 1;
}

/** Absolute and in its plain form: no `..`, no doubled slash, no slash at the end. */
function isPath(value: unknown): value is string {
  return (
    typeof value === 'string' &&
    isAbsolute(value) &&
    !value.includes('\0') &&
    normalize(value) === value &&
    (value === '/' || !value.endsWith('/'))
  );
}
