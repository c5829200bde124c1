/**
 * Each state of the tray as the panel gets it over D-Bus: the icon's very pixels, the words beside it. Both are kept in
 * out/tray/, to be looked at.
 */
import { appendFileSync, mkdirSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, test } from 'vitest';
import type { Outcome } from '../../shared/outcome';
import { firstLine, READING, setUpStage, pressBackUpNow } from '../helpers/app-stage';
import { readPng } from '../helpers/read-png';
import { PROJECT } from '../helpers/sandbox';
import type { MenuEntry, TrayIcon } from '../helpers/tray-host';
import { failed, good, partial } from '../unit/shell/states';

const stage = setUpStage();
const KEPT = join(PROJECT, 'out/tray');

beforeAll(() => {
  mkdirSync(KEPT, { recursive: true });
  writeFileSync(join(KEPT, 'menus.txt'), '');
});

/** As if it had ended so many hours before now, at the store that is set. */
function ago(outcome: Outcome, hours: number): Outcome {
  const end = Date.now() - hours * 3_600_000;
  return {
    ...outcome,
    host: stage.sandbox.store,
    startedAt: new Date(end - 240_000).toISOString(),
    finishedAt: new Date(end).toISOString(),
  };
}

function record(...outcomes: Outcome[]): void {
  const directory = join(stage.sandbox.state, 'latchkey');
  mkdirSync(directory, { recursive: true });
  for (const outcome of outcomes)
    appendFileSync(join(directory, 'history.jsonl'), `${JSON.stringify(outcome)}\n`);
}

interface Case {
  icon: string;
  says: RegExp;
  prepare: () => void;
}

const CASES: Record<string, Case> = {
  'a good backup': {
    icon: 'good',
    says: /^Last good backup 3 hours ago · 1\.2 GB in 4 min$/,
    prepare: () => {
      record(ago(good(0), 3));
    },
  },
  'no backup yet': { icon: 'never', says: /^No backup yet$/, prepare: () => undefined },
  gaps: {
    icon: 'attention',
    says: /^Last good backup 3 hours ago/,
    prepare: () => {
      record(ago(partial(0, 3), 3));
    },
  },
  overdue: {
    icon: 'attention',
    says: /^No good backup for 9 days$/,
    prepare: () => {
      record(ago(good(0), 9 * 24 + 2));
    },
  },
  'a failure that may pass': {
    icon: 'attention',
    says: /^Backup failed 1 hour ago · last good 5 hours ago$/,
    prepare: () => {
      record(ago(good(0), 5), ago(failed(0, { code: 'host-unreachable', detail: 'no route' }), 1));
    },
  },
  'a failure that needs someone': {
    icon: 'failed',
    says: /^Backup failed 1 hour ago · none good yet$/,
    prepare: () => {
      record(ago(failed(0, { code: 'store-full' }), 1));
    },
  },
  'a pause': {
    icon: 'paused',
    says: /^Last good backup 3 hours ago/,
    prepare: () => {
      record(ago(good(0), 3));
      const pause = { from: new Date().toISOString(), until: new Date(Date.now() + 3_600_000).toISOString() };
      writeFileSync(join(stage.sandbox.state, 'latchkey/pause.json'), JSON.stringify(pause));
    },
  },
};

test.each(Object.entries(CASES))('%s', async (name, { icon: expected, says, prepare }) => {
  stage.sandbox.useLocalStore();
  prepare();
  const tray = await stage.withTray();
  stage.start({ args: ['--background'] });
  const icon = await tray.icon();
  const menu = await icon.waitForMenu((entries) => says.test(firstLine(entries)));
  await showsIcon(icon, expected);
  keep(name, expected, menu);
});

test('a run: the door is open, then the ring fills', async () => {
  const { sandbox } = stage;
  sandbox.useLocalStore();
  writeFileSync(join(sandbox.source, 'a letter'), 'dear reader\n');
  writeFileSync(join(sandbox.source, 'b long one'), '');
  truncateSync(join(sandbox.source, 'b long one'), 8_000_000_000);
  const tray = await stage.withTray();
  stage.start({ args: ['--background'] });
  const icon = await tray.icon();
  await pressBackUpNow(icon);
  await showsIcon(icon, 'open');
  keep('the door is open', 'open', await icon.menu());
  const reading = await icon.waitForMenu((entries) => READING.test(firstLine(entries)));
  keep('reading', 'running-0', reading);
  await showsIcon(icon, 'running-1', 60_000);
  keep('a ring of one eighth', 'running-1', await icon.menu());
});

/** The panel gets exactly the picture of this name. */
async function showsIcon(icon: TrayIcon, name: string, withinMs?: number): Promise<void> {
  const { width, height, rgba } = readPng(join(PROJECT, `dist/app/icons/tray/${name}@22.png`));
  await icon.waitFor(({ IconPixmap }) => {
    const shown = IconPixmap.find((pixmap) => pixmap.width === width && pixmap.height === height);
    return shown !== undefined && samePixels(Buffer.from(shown.argb, 'base64'), rgba);
  }, withinMs);
}

/** Chromium keeps colours multiplied by their opacity, which rounds; what cannot be seen has no colour at all. */
function samePixels(argb: Buffer, rgba: Uint8Array): boolean {
  for (let at = 0; at < rgba.length; at += 4) {
    const alpha = rgba[at + 3] ?? 0;
    if (Math.abs((argb[at] ?? 0) - alpha) > 2) return false;
    if (alpha < 128) continue;
    for (let channel = 0; channel < 3; channel += 1) {
      if (Math.abs((argb[at + 1 + channel] ?? 0) - (rgba[at + channel] ?? 0)) > 4) return false;
    }
  }
  return true;
}

function keep(name: string, icon: string, menu: readonly MenuEntry[]): void {
  const lines = menu.map(({ label, type, enabled }) => {
    if (type === 'separator') return '  ----';
    return enabled ? `  ${label}` : `  (${label})`;
  });
  appendFileSync(join(KEPT, 'menus.txt'), `${name}, icon "${icon}"\n${lines.join('\n')}\n\n`);
}
