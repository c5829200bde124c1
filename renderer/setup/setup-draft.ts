/** The wizard's choices while they are being made: as they were typed, so that nothing is lost on Back. */
import {
  hostStoreSchema,
  type HostWhere,
  type Place,
  type Reach,
  type SetupDraft,
  type SetupInput,
  type SetupOutput,
  type What,
  type Where,
} from '../../shared/ipc-setup';
import { machineNameSchema } from '../../shared/machine-name';
import { firstKeep, keepForm, type KeepDraft } from '../../shared/settings-parts/keep';
import { scheduleForm, type ScheduleDraft } from '../../shared/settings-parts/schedule';
import { destinationSchema } from '../../shared/settings-parts/where';
import { destinationNameSchema } from '../../shared/settings';
import { destinationWithPort } from '../../shared/ssh-destination';

const STEPS = ['where', 'host', 'what', 'leave-out', 'when'] as const;
export type Step = (typeof STEPS)[number];

type WhereChoice =
  | { kind: 'disk'; token: string }
  | { kind: 'folder' }
  | { kind: 'ssh-host'; name: string }
  | { kind: 'typed' };

export interface Draft {
  where: WhereChoice;
  /** Picked in the desktop's own dialog. */
  folder: Place | null;
  typed: string;
  /** The host has the backups of a laptop that is lost, and this one goes on as that one. */
  adopting: boolean;
  reach: Reach;
  /** On the host. */
  store: string;
  machine: string;
  keep: KeepDraft;
  what: What['kind'];
  folders: Place[];
  /** Null: what is usual. */
  presets: ReadonlySet<string> | null;
  schedule: ScheduleDraft;
  autostart: boolean;
  /** Of a further destination. Null: what is suggested. */
  name: string | null;
}

type Look = SetupOutput<'setup.look'>;

/** Filled in by what the machine is. A tunnel: it needs no open port and no address, so it works from everywhere. */
export function firstDraft({ disks, machine }: Look): Draft {
  const disk = disks.find(({ problem }) => problem === null);
  return {
    where: disk === undefined ? { kind: 'typed' } : { kind: 'disk', token: disk.token },
    folder: null,
    typed: '',
    adopting: false,
    reach: 'tunnel',
    store: 'latchkey',
    machine,
    keep: firstKeep(disk ?? NEW_STORE),
    what: 'home',
    folders: [],
    presets: null,
    schedule: scheduleForm.encode({ kind: 'daily', at: '22:00' }),
    autostart: true,
    name: null,
  };
}

/** A host tells nothing of the sort. */
export const NEW_STORE = { hasBackups: false };

export type FieldName = 'folder' | 'disk' | 'typed' | 'store' | 'machine' | 'folders' | 'schedule' | 'name';

/** The first thing of a step that is not right yet. */
export function wrongIn(step: Step, draft: Draft, { disks }: Look): FieldName | undefined {
  switch (step) {
    case 'where':
      return wrongWhere(draft, disks);
    case 'host':
      if (draft.adopting) return machineNameSchema.safeParse(draft.machine).success ? undefined : 'machine';
      if (!hostStoreSchema.safeParse(draft.store).success) return 'store';
      return machineNameSchema.safeParse(draft.machine).success ? undefined : 'machine';
    case 'what':
      return whatOf(draft) === undefined ? 'folders' : undefined;
    case 'leave-out':
      return undefined;
    case 'when':
      if (!scheduleForm.safeDecode(draft.schedule).success) return 'schedule';
      return draft.name === null || destinationNameSchema.safeParse(draft.name.trim()).success
        ? undefined
        : 'name';
  }
}

function wrongWhere({ where, folder, typed }: Draft, disks: readonly Place[]): FieldName | undefined {
  switch (where.kind) {
    case 'disk': {
      // It may have been unplugged meanwhile.
      const disk = disks.find(({ token }) => token === where.token);
      return disk?.problem === null ? undefined : 'disk';
    }
    case 'folder':
      return folder?.problem === null ? undefined : 'folder';
    case 'typed':
      return destinationWithPort(typed) === undefined ? 'typed' : undefined;
    case 'ssh-host':
      return undefined;
  }
}

/** Undefined where it is no host, or not a usable one yet. */
export function hostOf({ where, typed, reach, store, machine, keep }: Draft): HostWhere | undefined {
  if (where.kind === 'disk' || where.kind === 'folder') return undefined;
  const destination = where.kind === 'typed' ? (destinationWithPort(typed) ?? '') : where.name;
  const usable =
    destinationSchema.safeParse(destination).success &&
    hostStoreSchema.safeParse(store).success &&
    machineNameSchema.safeParse(machine).success;
  return usable
    ? { kind: 'host', destination, reach, store, machine, keep: keepForm.decode(keep) }
    : undefined;
}

export function destinationOf({ where, typed }: Draft): string | undefined {
  if (where.kind === 'ssh-host') return where.name;
  return where.kind === 'typed' ? (destinationWithPort(typed) ?? typed.trim()) : undefined;
}

export function whatOf({ what, folders }: Pick<Draft, 'what' | 'folders'>): What | undefined {
  if (what !== 'folders') return { kind: what };
  return folders.length === 0 ? undefined : { kind: 'folders', tokens: folders.map(({ token }) => token) };
}

/** All of it, as it is sent; undefined while something is not right yet. */
export function finishedDraft(draft: Draft): SetupDraft | undefined {
  const what = whatOf(draft);
  const { data: schedule } = scheduleForm.safeDecode(draft.schedule);
  const { presets, autostart } = draft;
  const place = placeIn(draft);
  if (what === undefined || schedule === undefined || place === undefined) return undefined;
  return { where: place, what, presets: presets && [...presets], schedule, autostart };
}

/** Undefined while it is not right yet. */
export function placeIn(draft: Draft): Where | undefined {
  const { where, folder, keep } = draft;
  if (where.kind !== 'disk' && where.kind !== 'folder') return hostOf(draft);
  const token = where.kind === 'disk' ? where.token : folder?.token;
  return token === undefined ? undefined : { kind: 'folder', token, keep: keepForm.decode(keep) };
}

/** A further destination, as it is sent; undefined while something is not right yet. */
export function finishedAddition(draft: Draft): SetupInput<'setup.add'> | undefined {
  const where = placeIn(draft);
  const { data: schedule } = scheduleForm.safeDecode(draft.schedule);
  if (where === undefined || schedule === undefined) return undefined;
  return { where, name: draft.name === null ? null : draft.name.trim(), schedule };
}

/** What is backed up, and what is left out of it, all destinations share. */
export function stepsToAdd({ where }: Draft): Step[] {
  return where.kind === 'ssh-host' || where.kind === 'typed' ? ['where', 'host', 'when'] : ['where', 'when'];
}

/** The steps of this choice: only another machine has to be introduced, and all else comes from a lost laptop. */
export function stepsOf({ where, adopting }: Draft): Step[] {
  const isHost = where.kind === 'ssh-host' || where.kind === 'typed';
  if (isHost && adopting) return ['where', 'host'];
  return STEPS.filter((step) => step !== 'host' || isHost);
}
