/**
 * One part of the settings, changed as a person means it: a field is written where it differs from what it came to
 * before. What nobody has set stays out of the file, so that later defaults apply. Nothing is checked here.
 */
import type { HostSettings, Schedule, Settings } from '../../shared/settings';
import type { Values } from '../../shared/settings-parts/parts';
import { conditionsFields } from '../../shared/settings-parts/conditions';
import { speedFields } from '../../shared/settings-parts/speed';
import { noticesFields, overdueFields } from '../../shared/settings-parts/telling';
import { localHostSchema, sshHostSchema, type WhereValue } from '../../shared/settings-parts/where';
import { joinPort, splitPort } from '../../shared/ssh-arguments';
import type { RawSettings } from './save-settings';

type SshHost = Extract<WhereValue, { kind: 'ssh' }>;
type LocalHost = Extract<WhereValue, { kind: 'local' }>;

/** With paths in place of the tokens that stand for them. A schedule is more than a line in the file: applySchedule. */
interface Meant extends Omit<Values, 'where' | 'schedule'> {
  schedule: Schedule;
  where: SshHost | (Omit<LocalHost, 'folder'> & { directory: string | null });
}
export type PartChange = { [P in keyof Meant]: { part: P; value: Meant[P] } }[keyof Meant];

/** @param now of the destination that is meant; what all share is changed for all */
export function changePart(raw: RawSettings, now: Settings, change: PartChange): RawSettings {
  const own = (changeOwn: (own: RawSettings) => RawSettings): RawSettings =>
    changeDestination(raw, now.destination, changeOwn);
  switch (change.part) {
    case 'where':
      return own(({ host, ...others }) => ({ ...others, host: changeHost(host, now.host, change.value) }));
    case 'schedule':
      return own((before) => ({ ...before, schedule: change.value }));
    case 'what': {
      // Whatever else is said to be kept was never there.
      const kept = now.roots.filter((root) => change.value.kept.includes(root));
      return { ...raw, roots: [...kept, ...change.value.added] };
    }
    case 'conditions':
      return own((before) => {
        const conditions = changeFields(
          fieldsOf(before.conditions),
          now.conditions,
          change.value,
          conditionsFields,
        );
        return Object.keys(conditions).length === 0 ? before : { ...before, conditions };
      });
    case 'speed':
      return own((before) => changeFields(before, now, change.value, speedFields));
    case 'overdue':
      return own((before) => changeFields(before, now, change.value, overdueFields));
    case 'notices':
      return changeFields(raw, now, change.value, noticesFields);
  }
}

/** @param name of a destination that is there: the others stay as they are */
export function changeDestination(
  raw: RawSettings,
  name: string,
  change: (own: RawSettings) => RawSettings,
): RawSettings {
  const all = raw.destinations as RawSettings[];
  return { ...raw, destinations: all.map((own) => (own.name === name ? change(own) : own)) };
}

const localFields = localHostSchema.omit({ kind: true }).shape;
const sshFields = sshHostSchema.omit({ kind: true }).shape;

/** Another kind of host begins anew: hardly anything of the one says anything about the other. */
function changeHost(raw: unknown, now: HostSettings, value: Meant['where']): RawSettings {
  if (value.kind === 'local') {
    const { kind, directory, keep, unmountWhenDone } = value;
    // What is off stays out of the file where it was not there.
    const unmounts = unmountWhenDone || undefined;
    const wanted = (before?: string) => ({ directory: directory ?? before, keep, unmountWhenDone: unmounts });
    return now.kind === 'local'
      ? changeFields(fieldsOf(raw), now, wanted(now.directory), localFields)
      : changeFields({ kind }, {}, wanted(), localFields);
  }
  const { kind, port, ...fields } = value;
  const wanted = { ...fields, sshArgs: withPort(now.kind === 'ssh' ? now.sshArgs : [], port) };
  return now.kind === 'ssh'
    ? changeFields(fieldsOf(raw), now, wanted, sshFields)
    : changeFields({ kind }, sshDefaults, wanted, sshFields);
}

/** The same port leaves the arguments as they were written. */
function withPort(sshArgs: string[], port: number | null): string[] {
  const { port: before, others } = splitPort(sshArgs);
  return port === before ? sshArgs : joinPort({ port, others });
}

/** What an ssh host comes to where the file does not say. */
const sshDefaults = sshHostSchema.omit({ destination: true }).parse({ kind: 'ssh' });

/** @param fields those of the part: what is not in `wanted` is to be absent */
function changeFields(raw: RawSettings, now: object, wanted: object, fields: object): RawSettings {
  const changed = { ...raw };
  for (const field of Object.keys(fields)) {
    const value: unknown = Reflect.get(wanted, field);
    if (JSON.stringify(value) === JSON.stringify(Reflect.get(now, field))) continue;
    if (value === undefined) Reflect.deleteProperty(changed, field);
    else changed[field] = value;
  }
  return changed;
}

/** The schema has looked at it: a record, or absent. */
function fieldsOf(value: unknown): RawSettings {
  return { ...(value as RawSettings | undefined) };
}
