/** Settings that use much of what there is, and a keeper that behaves as the file does. */
import { changeDestination, changePart } from '../../electron/settings/change-part';
import { failure, success } from '../../shared/result';
import {
  nameOfHost,
  settingsFileSchema,
  settingsFor,
  settingsSchema,
  type Settings,
  type SettingsFile,
} from '../../shared/settings';
import type { SettingsChange } from '../../shared/settings-parts/parts';
import type { Starter } from '../../shared/starter';
import type { Answers } from './window-double';

export const SAMPLE_SETTINGS: Settings = settingsSchema.parse({
  schemaVersion: 4,
  destination: 'backup-host',
  host: { kind: 'ssh', destination: 'backup@backup-host', sshArgs: ['-p', '2222', '-o', 'IPQoS=none'] },
  roots: ['/home/you', '/etc'],
  schedule: { kind: 'daily', at: '22:00' },
  conditions: { networks: ['Home'] },
  bandwidthLimit: 2500,
  commands: {
    before: { argv: ['/usr/bin/pg_dumpall', '-f', '/home/you/all my data.sql'], limitSeconds: 600 },
  },
});

/** At those places: the first as the sample, the others with what is usual. */
export function severalAt(places: readonly { name: string; host: string }[]): SettingsFile {
  const { destinations, ...shared } = fileOf(SAMPLE_SETTINGS);
  return settingsFileSchema.parse({
    ...shared,
    destinations: places.map(({ name, host }, index) => ({
      ...(index === 0 && destinations[0]),
      name,
      host: host.startsWith('/')
        ? { kind: 'local', directory: host }
        : { ...SAMPLE_SETTINGS.host, destination: host },
    })),
  });
}

export function severalAnswers(places: readonly { name: string; host: string }[]): Answers {
  return { ...settingsAnswers, ...new SettingsKeeper(severalAt(places)).answers };
}

export const settingsAnswers: Answers = {
  'settings.get': () =>
    success({ settings: SAMPLE_SETTINGS, destinations: namesOf(fileOf(SAMPLE_SETTINGS)), version: 'sample' }),
  'settings.change': () => success(null),
  'settings.choose-folder': () => success(null),
  'settings.networks': () => success(['Home', 'Office']),
  'schedule.installed': () => success([{ by: 'systemd', problem: null }]),
};

function fileOf(settings: Settings): SettingsFile {
  const {
    destination: name,
    host,
    schedule,
    conditions,
    bandwidthLimit,
    overdueDays,
    ping,
    ...shared
  } = settings;
  return settingsFileSchema.parse({
    ...shared,
    destinations: [{ name, host, schedule, conditions, bandwidthLimit, overdueDays, ping }],
  });
}

function namesOf({ destinations }: SettingsFile) {
  return destinations.map((each) => ({
    ...{ name: each.name, host: nameOfHost(each), isLocal: each.host.kind === 'local' },
  }));
}

/** Answers as the main process does, with the engine's own change of a part; `folder` is what the dialog gives next. */
export class SettingsKeeper {
  file: SettingsFile;
  edition = 1;
  folder: string | null = null;
  readonly changes: SettingsChange[] = [];

  constructor(settings: Settings | SettingsFile = SAMPLE_SETTINGS) {
    this.file = 'destinations' in settings ? settings : fileOf(settings);
  }

  get version(): string {
    return `edition ${this.edition}`;
  }

  /** Of the first destination. */
  get settings(): Settings {
    return this.of(null);
  }

  of(name: string | null): Settings {
    const [first] = this.file.destinations;
    const meant = this.file.destinations.find((each) => each.name === name) ?? first;
    if (meant === undefined) throw new Error('no destination');
    return settingsFor(this.file, meant);
  }

  /** As another program would: the window is not told by this. */
  write(more: Partial<Settings>): void {
    this.replace(fileOf({ ...this.settings, ...more }));
  }

  private replace(file: unknown): void {
    this.file = settingsFileSchema.parse(file);
    this.edition += 1;
  }

  readonly answers: Answers = {
    'settings.get': (name) =>
      success({ settings: this.of(name), destinations: namesOf(this.file), version: this.version }),
    'settings.choose-folder': () =>
      success(this.folder === null ? null : { token: `token of ${this.folder}`, path: this.folder }),
    'settings.change': ({ version, destination, change }) => {
      if (version !== this.version) return failure({ code: 'settings-changed', path: '~/settings.json' });
      this.changes.push(change);
      this.replace(changePart({ ...this.file }, this.of(destination), withPaths(change)));
      return success(null);
    },
    'destinations.remove': ({ name }) => {
      this.replace({
        ...this.file,
        destinations: this.file.destinations.filter((each) => each.name !== name),
      });
      return success(null);
    },
    'destinations.rename': ({ name, to }) => {
      this.replace(changeDestination({ ...this.file }, name, (own) => ({ ...own, name: to })));
      return success(null);
    },
    'schedule.installed': () => {
      const installed: Starter[] =
        this.settings.schedule.kind === 'off' ? [] : [{ by: 'systemd', problem: null }];
      return success(installed);
    },
  };
}

function withPaths(change: SettingsChange): Parameters<typeof changePart>[2] {
  const pathOf = (token: string): string => token.replace('token of ', '');
  if (change.part === 'what') {
    const { kept, added } = change.value;
    return { part: 'what', value: { kept, added: added.map(pathOf) } };
  }
  if (change.part !== 'where') return change;
  const { part, value } = change;
  if (value.kind === 'ssh') return { part, value };
  const { folder, ...rest } = value;
  return { part, value: { ...rest, directory: folder === null ? null : pathOf(folder) } };
}
