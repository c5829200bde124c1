/** A tray of the test's own on a private bus: sees the icon, reads its menu, clicks. */
import { startStandIn, type StandIn } from './json-lines';
import { until } from './until';

export interface MenuEntry {
  id: number;
  /** As shown: without the underscore that marks the letter to press. */
  label: string;
  type: 'standard' | 'separator';
  enabled: boolean;
  visible: boolean;
  toggle: 'checkmark' | 'radio' | undefined;
  checked: boolean;
  children: MenuEntry[];
}

interface TrayIconProperties {
  Id: string;
  Status: string;
  Title: string;
  IconName: string;
  /** `argb` is base64: 32 bits for each pixel, in network byte order. */
  IconPixmap: { width: number; height: number; argb: string }[];
  ToolTip: { title: string; text: string };
  /** The object path of its menu. */
  Menu: string;
}

export interface TrayIcon {
  name: string;
  read: () => Promise<TrayIconProperties>;
  /** The entries at the top. */
  menu: () => Promise<MenuEntry[]>;
  /** Reads the menu until it matches. */
  waitForMenu: (matches: (entries: MenuEntry[]) => boolean, withinMs?: number) => Promise<MenuEntry[]>;
  waitFor: (
    matches: (properties: TrayIconProperties) => boolean,
    withinMs?: number,
  ) => Promise<TrayIconProperties>;
  /** Clicks the entry of this label, anywhere in the menu; throws where it is absent, disabled or invisible. */
  click: (label: string) => Promise<void>;
  /** A click on the icon itself; not every desktop sends one. */
  activate: () => Promise<void>;
  secondaryActivate: () => Promise<void>;
  /** The names of its signals so far: NewIcon, NewToolTip, NewStatus, LayoutUpdated, ItemsPropertiesUpdated... */
  signals: () => readonly string[];
}

export interface TrayHost {
  pid: number;
  /** The icons that are there now. */
  icons: () => readonly TrayIcon[];
  /** The first icon, when there is one. */
  icon: (withinMs?: number) => Promise<TrayIcon>;
  stop: () => Promise<void>;
}

/** A desktop without this (none started) is one like GNOME. */
export async function startTrayHost(bus: { address: string }): Promise<TrayHost> {
  const icons = new Map<string, TrayIcon>();
  const signals = new Map<string, string[]>();
  const standIn = await startStandIn('tray-host.py', [], bus.address, (line) => {
    const name = line.item as string;
    if (line.event === 'item-registered') {
      const seen: string[] = [];
      signals.set(name, seen);
      icons.set(name, trayIcon(standIn, name, seen));
    }
    if (line.event === 'item-gone') icons.delete(name);
    if (line.event === 'signal') signals.get(name)?.push(line.name as string);
  });
  return {
    pid: standIn.pid,
    icons: () => [...icons.values()],
    icon: async (withinMs) => {
      await until(
        () => icons.size > 0,
        () => 'an icon in the tray',
        withinMs,
      );
      const [first] = icons.values();
      if (first === undefined) throw new Error('it was there a moment ago');
      return first;
    },
    stop: standIn.stop,
  };
}

function trayIcon(host: StandIn, item: string, signals: readonly string[]): TrayIcon {
  const read = async (): Promise<TrayIconProperties> => {
    const [raw] = (await host.ask('read', { item })) as [Record<string, unknown>];
    const pixmaps = (raw.IconPixmap ?? []) as [number, number, string][];
    const tip = (raw.ToolTip ?? ['', [], '', '']) as [string, unknown, string, string];
    const text = (key: string): string => (typeof raw[key] === 'string' ? raw[key] : '');
    return {
      Id: text('Id'),
      Status: text('Status'),
      Title: text('Title'),
      IconName: text('IconName'),
      IconPixmap: pixmaps.map(([width, height, argb]) => ({ width, height, argb })),
      ToolTip: { title: tip[2], text: tip[3] },
      Menu: text('Menu'),
    };
  };
  const menu = async (): Promise<MenuEntry[]> => {
    const { Menu } = await read();
    const [, root] = (await host.ask('layout', { item, menu: Menu })) as [number, RawEntry];
    return menuEntry(root).children;
  };
  const activate = (method: string) => async (): Promise<void> => {
    await host.ask('activate', { item, method });
  };
  return {
    name: item,
    read,
    menu,
    waitFor: (matches, withinMs) => reread(read, matches, withinMs),
    waitForMenu: (matches, withinMs) => reread(menu, matches, withinMs),
    click: async (label) => {
      const found = findEntry(await menu(), label);
      if (found === undefined) throw new Error(`no "${label}" in the menu: ${JSON.stringify(await menu())}`);
      if (!found.enabled || !found.visible) throw new Error(`"${label}" cannot be clicked`);
      const { Menu } = await read();
      await host.ask('menu-event', { item, menu: Menu, entry: found.id, kind: 'clicked' });
    },
    activate: activate('Activate'),
    secondaryActivate: activate('SecondaryActivate'),
    signals: () => signals,
  };
}

async function reread<T>(
  read: () => Promise<T>,
  matches: (value: T) => boolean,
  withinMs?: number,
): Promise<T> {
  let latest = await read();
  await until(
    async () => matches(latest) || matches((latest = await read())),
    () => JSON.stringify(latest),
    withinMs,
  );
  return latest;
}

type RawEntry = [id: number, properties: Record<string, unknown>, children: RawEntry[]];

/** dbusmenu leaves out what is as usual, hence the fallbacks. */
function menuEntry([id, properties, children]: RawEntry): MenuEntry {
  const { label = '', type = 'standard', enabled = true, visible = true } = properties;
  const toggle = properties['toggle-type'];
  return {
    id,
    // "__" is an underscore, a single one marks the letter after it.
    label: (label as string).replaceAll(/_(_?)/g, '$1'),
    type: type as MenuEntry['type'],
    enabled: enabled as boolean,
    visible: visible as boolean,
    toggle: toggle === 'checkmark' || toggle === 'radio' ? toggle : undefined,
    checked: properties['toggle-state'] === 1,
    children: children.map(menuEntry),
  };
}

export function findEntry(entries: readonly MenuEntry[], label: string): MenuEntry | undefined {
  for (const entry of entries) {
    const found = entry.label === label ? entry : findEntry(entry.children, label);
    if (found !== undefined) return found;
  }
  return undefined;
}
