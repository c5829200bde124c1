/**
 * Sizes of earlier scans, a file each: the first of each day of the same folders or the same disk, then one a week, then one a
 * month. What cannot be read is as good as not there.
 */
import { createHash } from 'node:crypto';
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { readStateFile } from '../../process/read-state-file';
import { writeStateFile } from '../../process/write-state-file';
import type { KeptSizes } from '../usage/kept-sizes';
import type { Scope } from './scan-scope';

/** Some 300 kB a file. */
export const MOST_NODES = 5000;
/** Of one scope, and of all. */
const MOST_OF_ONE = 24;
const MOST_FILES = 72;

const DAY = 86_400;
const NAME = /^(\d{1,12})-([0-9a-f]{16})\.json$/;

const fileSchema = z.object({
  schemaVersion: z.literal(1),
  at: z.int(),
  roots: z.array(z.string()),
  disk: z.boolean(),
  floor: z.number().min(0),
  nodes: z
    .array(z.tuple([z.int().min(-1), z.string().max(70_000), z.number().min(0)]))
    .min(1)
    .max(MOST_NODES)
    .refine((nodes) => nodes.every(([parent], place) => parent < place && (place === 0) === (parent === -1))),
});

interface Kept {
  at: number;
  key: string;
  name: string;
}

export class KeptScans {
  readonly #directory: string;

  constructor(directory: string) {
    this.#directory = directory;
  }

  /** When such scans were made before that, the newest first. Seconds since 1970, as all times here. */
  before(scope: Scope, at: number): number[] {
    const key = keyOf(scope);
    const times = this.#list().flatMap((one) => (one.key === key && one.at < at ? [one.at] : []));
    return times.sort((one, other) => other - one);
  }

  read(scope: Scope, at: number): KeptSizes | undefined {
    const { value } = readStateFile(join(this.#directory, nameOf(scope, at)), fileSchema);
    if (value?.at !== at || value.disk !== (scope.disk !== undefined)) return undefined;
    return JSON.stringify(value.roots) === JSON.stringify(scope.roots) ? value : undefined;
  }

  /** Once a day. Never throws: without it there is less to compare with. */
  keep(scope: Scope, at: number, sizes: () => KeptSizes): void {
    const key = keyOf(scope);
    const today = dayOf(at);
    if (this.#list().some((one) => one.key === key && dayOf(one.at) === today)) return;
    const { roots, disk } = scope;
    try {
      writeStateFile(
        join(this.#directory, nameOf(scope, at)),
        { schemaVersion: 1, at, roots, disk: disk !== undefined, ...sizes() },
        { makeDirectory: true, flush: false },
      );
      this.#thinOut(at);
    } catch {
      // A full disk, for one: it is what is being looked at.
    }
  }

  #thinOut(now: number): void {
    const all = this.#list().sort((one, other) => other.at - one.at);
    const stays = new Set<string>();
    for (const key of new Set(all.map((one) => one.key))) {
      for (const one of worthKeeping(
        all.filter((each) => each.key === key),
        now,
      ))
        stays.add(one.name);
    }
    const staying = all.filter(({ name }) => stays.has(name)).slice(0, MOST_FILES);
    for (const one of all) {
      if (!staying.includes(one)) rmSync(join(this.#directory, one.name), { force: true });
    }
  }

  #list(): Kept[] {
    let names: string[];
    try {
      names = readdirSync(this.#directory);
    } catch {
      return [];
    }
    return names.flatMap((name) => {
      const [, at, key] = NAME.exec(name) ?? [];
      return at === undefined || key === undefined ? [] : [{ at: Number(at), key, name }];
    });
  }
}

/** `all`: of one scope, the newest first. Of each span the first one stays; what is in the future, a clock has made up. */
function worthKeeping(all: readonly Kept[], now: number): Kept[] {
  const first = new Map<string, Kept>();
  for (const one of all) {
    const age = now - one.at;
    if (age < -DAY) continue;
    const span = age < 8 * DAY ? DAY : age < 60 * DAY ? 7 * DAY : 30 * DAY;
    first.set(span === DAY ? `day ${dayOf(one.at)}` : `${span} ${Math.floor(one.at / span)}`, one);
  }
  return [...first.values()].slice(0, MOST_OF_ONE);
}

function nameOf(scope: Scope, at: number): string {
  return `${at}-${keyOf(scope)}.json`;
}

function keyOf({ roots, disk }: Scope): string {
  const what = JSON.stringify([disk !== undefined, roots]);
  return createHash('sha256').update(what).digest('hex').slice(0, 16);
}

/** By the calendar on the wall. */
function dayOf(at: number): string {
  return new Date(at * 1000).toDateString();
}
