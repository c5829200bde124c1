/** Settings that use much of what there is, and a keeper that behaves as the file does. */
import { changePart } from '../../electron/settings/change-part';
import { failure, success } from '../../shared/result';
import { settingsSchema, type Settings } from '../../shared/settings';
import type { SettingsChange } from '../../shared/settings-parts/parts';
import type { Starter } from '../../shared/starter';
import type { Answers } from './window-double';

export const SAMPLE_SETTINGS: Settings = settingsSchema.parse({
  schemaVersion: 3,
  host: { kind: 'ssh', destination: 'backup@backup-host', sshArgs: ['-p', '2222', '-o', 'IPQoS=none'] },
  roots: ['/home/you', '/etc'],
  schedule: { kind: 'daily', at: '22:00' },
  conditions: { networks: ['Home'] },
  bandwidthLimit: 2500,
  commands: {
    before: { argv: ['/usr/bin/pg_dumpall', '-f', '/home/you/all my data.sql'], limitSeconds: 600 },
  },
});

export const settingsAnswers: Answers = {
  'settings.get': () => success({ settings: SAMPLE_SETTINGS, version: 'sample' }),
  'settings.change': () => success(null),
  'settings.choose-folder': () => success(null),
  'settings.networks': () => success(['Home', 'Office']),
  'schedule.installed': () => success([{ by: 'systemd', problem: null }]),
};

/** Answers as the main process does, with the engine's own change of a part; `folder` is what the dialog gives next. */
export class SettingsKeeper {
  settings: Settings;
  edition = 1;
  folder: string | null = null;
  readonly changes: SettingsChange[] = [];

  constructor(settings: Settings = SAMPLE_SETTINGS) {
    this.settings = settings;
  }

  get version(): string {
    return `edition ${this.edition}`;
  }

  /** As another program would: the window is not told by this. */
  write(more: Partial<Settings>): void {
    this.replace({ ...this.settings, ...more });
  }

  private replace(settings: unknown): void {
    this.settings = settingsSchema.parse(settings);
    this.edition += 1;
  }

  readonly answers: Answers = {
    'settings.get': () => success({ settings: this.settings, version: this.version }),
    'settings.choose-folder': () =>
      success(this.folder === null ? null : { token: `token of ${this.folder}`, path: this.folder }),
    'settings.change': ({ version, change }) => {
      if (version !== this.version) return failure({ code: 'settings-changed', path: '~/settings.json' });
      this.changes.push(change);
      this.replace(
        change.part === 'schedule'
          ? { ...this.settings, schedule: change.value }
          : changePart({ ...this.settings }, this.settings, withPaths(change)),
      );
      return success(null);
    },
    'schedule.installed': () => {
      const installed: Starter[] =
        this.settings.schedule.kind === 'off' ? [] : [{ by: 'systemd', problem: null }];
      return success(installed);
    },
  };
}

function withPaths(change: Exclude<SettingsChange, { part: 'schedule' }>): Parameters<typeof changePart>[2] {
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
