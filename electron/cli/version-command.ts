/**
 * `latchkey --version`, and with `--verbose` what an answer to a report of trouble needs to know. It names no person,
 * machine, folder or address: people paste it into public places.
 */
import { EXIT } from '../../shared/exit-codes';
import { VERSION } from '../../shared/version';
import { programVersion } from '../../process/program-version';
import { systemVersion } from '../../process/system-version';
import { sessionBusAddress } from '../bus/bus-addresses';
import { openBus, TRAY_WATCHER } from '../bus/open-bus';
import { readEachDestination } from '../settings/settings-file';
import type { UserPaths } from '../settings/user-paths';
import { usageEngineName } from '../usage/choose-engine';
import { say } from './terminal';

export async function versionCommand(paths: UserPaths, { verbose }: { verbose: boolean }): Promise<number> {
  say(`latchkey ${VERSION}`);
  if (!verbose) return EXIT.completed;
  say(`Node.js ${process.versions.node}, disk scan by ${usageEngineName()}`);
  const [rsync, ssh, tray] = await Promise.all([
    programVersion('rsync', '--version'),
    programVersion('ssh', '-V'),
    trayPlace(),
  ]);
  const { XDG_CURRENT_DESKTOP: desktop, XDG_SESSION_TYPE: session } = process.env;
  say(`Electron: ${electronVersion() ?? 'none, this is Node.js alone'}`);
  say(`rsync: ${rsync}`);
  say(`ssh: ${ssh}`);
  say(`System: ${systemVersion()}`);
  say(`Desktop: ${desktop ?? 'not known here'}; session: ${session ?? 'not known here'}; tray: ${tray}`);
  kindsOf(paths).forEach(say);
  return EXIT.completed;
}

/** The types of Node know of no Electron, and those of Electron of nothing else. */
function electronVersion(): string | undefined {
  const versions: Partial<Record<string, string>> = process.versions;
  return versions.electron;
}

/** Whether a panel shows tray icons (StatusNotifierItem). */
async function trayPlace(): Promise<string> {
  const address = sessionBusAddress(process.env, process.getuid?.());
  const bus = address === undefined ? undefined : await openBus(address);
  if (bus === undefined) return 'no session bus';
  const driver = { destination: 'org.freedesktop.DBus', path: '/org/freedesktop/DBus' };
  const call = { ...driver, interface: 'org.freedesktop.DBus', member: 'NameHasOwner' };
  const [isOwned] = await bus.call({ ...call, signature: 's', body: [TRAY_WATCHER] }).catch(() => []);
  bus.close();
  return isOwned === true ? 'there' : 'not there';
}

function kindsOf({ settingsFile }: UserPaths): string[] {
  const each = readEachDestination(settingsFile);
  if (!each.ok) return [`Settings: ${each.failure.code}`];
  return each.value.flatMap(({ host, schedule }) => {
    const place = host.kind === 'local' ? 'a folder of this machine' : `a host over ssh, ${host.reach}`;
    return [`Backups go to: ${place}`, `Schedule: ${schedule.kind}`];
  });
}
