/**
 * One part of the settings, changed as a person means it: a field is written where it differs from what it came to
 * before. What nobody has set stays out of the file, so that later defaults apply. Pure; nothing is checked here.
 */
import type { SettingsChange } from '../../shared/ipc-settings';
import { conditionsSchema, type HostSettings, type Settings } from '../../shared/settings';
import { joinPort, splitPort } from '../../shared/ssh-arguments';
import type { RawSettings } from './save-settings';

type Parts = { [Part in SettingsChange['part']]: Extract<SettingsChange, { part: Part }>['value'] };

type SshHost = Extract<Parts['host'], { kind: 'ssh' }>;
type LocalHost = Extract<Parts['host'], { kind: 'local' }>;

/** With paths in place of the tokens that stand for them. */
export type PartChange =
  | {
      part: 'host';
      value: SshHost | (Pick<LocalHost, 'kind' | 'keep'> & { directory: string | null });
    }
  | { part: 'roots'; value: Parts['roots'] }
  | { part: 'conditions'; value: Parts['conditions'] }
  | { part: 'speed'; value: Parts['speed'] }
  | { part: 'telling'; value: Parts['telling'] };

export function changePart(raw: RawSettings, now: Settings, change: PartChange): RawSettings {
  switch (change.part) {
    case 'host':
      return { ...raw, host: changeHost(raw.host, now.host, change.value) };
    case 'roots': {
      // Whatever else is said to be kept was never there.
      const kept = now.roots.filter((root) => change.value.kept.includes(root));
      return { ...raw, roots: [...kept, ...change.value.added] };
    }
    case 'conditions': {
      const fields = Object.keys(conditionsSchema.shape);
      const conditions = changeFields(fieldsOf(raw.conditions), now.conditions, change.value, fields);
      return Object.keys(conditions).length === 0 ? raw : { ...raw, conditions };
    }
    case 'speed':
      return changeFields(raw, now, change.value, ['bandwidthLimit']);
    case 'telling':
      return changeFields(raw, now, change.value, ['notifications', 'overdueDays', 'ping']);
  }
}

const LOCAL_FIELDS = ['directory', 'keep'];
const SSH_FIELDS = ['destination', 'sshArgs', 'reach', 'callbackAddress', 'callbackPort', 'allowFrom'];

/** Another kind of host begins anew: hardly anything of the one says anything about the other. */
function changeHost(
  raw: unknown,
  now: HostSettings,
  value: Extract<PartChange, { part: 'host' }>['value'],
): RawSettings {
  if (value.kind === 'local') {
    const { kind, directory, keep } = value;
    return now.kind === 'local'
      ? changeFields(fieldsOf(raw), now, { directory: directory ?? now.directory, keep }, LOCAL_FIELDS)
      : changeFields({ kind }, {}, { directory: directory ?? undefined, keep }, LOCAL_FIELDS);
  }
  const { kind, port, ...fields } = value;
  const wanted = { ...fields, sshArgs: withPort(now.kind === 'ssh' ? now.sshArgs : [], port) };
  return now.kind === 'ssh'
    ? changeFields(fieldsOf(raw), now, wanted, SSH_FIELDS)
    : changeFields({ kind }, SSH_DEFAULTS, wanted, SSH_FIELDS);
}

/** The same port leaves the arguments as they were written. */
function withPort(sshArgs: string[], port: number | null): string[] {
  const { port: before, others } = splitPort(sshArgs);
  return port === before ? sshArgs : joinPort({ port, others });
}

/** What an ssh host comes to where the file does not say. */
const SSH_DEFAULTS = { sshArgs: [], reach: 'direct', callbackPort: 0 };

function changeFields(raw: RawSettings, now: object, wanted: object, fields: readonly string[]): RawSettings {
  const changed = { ...raw };
  for (const field of fields) {
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
