/**
 * A desktop for one test: a display (Xvfb), a session bus and, where asked for, a system bus; nothing on them but what
 * the test starts there. All of it runs as the ordinary user who runs the tests, and nothing of that user's own
 * desktop can be reached from it.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { firstLine, startOwnedProgram, type OwnedProgram } from './owned-program';
import type { Sandbox } from './sandbox';
import { until } from './until';

export interface DesktopBus {
  address: string;
  pid: number;
  /** The bus goes away, as at the end of a session. */
  stop: () => Promise<void>;
}

export interface PrivateDesktop {
  /** The sandbox's environment and this desktop's: DISPLAY and the addresses of the buses. */
  environment: Record<string, string>;
  display: string;
  /** For programs of the desktop itself, which are none of the application's. */
  ownEnvironment: Record<string, string>;
  session: DesktopBus;
  system: DesktopBus | undefined;
  /** Ends everything, by pid, and throws where something is left. */
  close: () => Promise<void>;
}

/** Not the sandbox's: what has that belongs to the program under test (electron-processes.ts). */
const OF_THE_DESKTOP = { PATH: process.env.PATH ?? '/usr/bin:/bin' };

/** Starts the buses without a display: enough for notifications and for `latchkey --run`. */
export async function startDesktopBus(sandbox: Sandbox, name: 'session' | 'system'): Promise<DesktopBus> {
  const directory = sandbox.directory('buses');
  const socket = join(directory, name);
  const configuration = join(directory, `${name}.conf`);
  writeFileSync(configuration, busConfiguration(socket));
  const program = startOwnedProgram(
    'dbus-daemon',
    [`--config-file=${configuration}`, '--nofork', '--nopidfile', '--print-address=1'],
    { environment: OF_THE_DESKTOP, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const address = await firstLine(program, program.child.stdout);
  return { address, pid: program.pid, stop: program.stop };
}

/**
 * No service directories: the usual configuration starts whatever the developer's machine has, a notification server
 * of its own included.
 */
function busConfiguration(socket: string): string {
  return `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN" "busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path=${socket}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
`;
}

export async function startPrivateDesktop(
  sandbox: Sandbox,
  { systemBus = false }: { systemBus?: boolean } = {},
): Promise<PrivateDesktop> {
  const [xvfb, session, system] = await Promise.all([
    startDisplay(),
    startDesktopBus(sandbox, 'session'),
    systemBus ? startDesktopBus(sandbox, 'system') : undefined,
  ]);
  const display = `:${xvfb.number}`;
  return {
    display,
    ownEnvironment: { ...OF_THE_DESKTOP, DISPLAY: display },
    session,
    system,
    environment: {
      ...sandbox.environment,
      DISPLAY: display,
      DBUS_SESSION_BUS_ADDRESS: session.address,
      // Where there is none, one that is not there: never the machine's own.
      DBUS_SYSTEM_BUS_ADDRESS: system?.address ?? `unix:path=${join(sandbox.path, 'buses/no-system-bus')}`,
      XDG_SESSION_TYPE: 'x11',
      // GTK would start its settings and accessibility services on the bus.
      GSETTINGS_BACKEND: 'memory',
      NO_AT_BRIDGE: '1',
    },
    close: async () => {
      await Promise.all([xvfb.program.stop(), session.stop(), system?.stop()]);
      const left = (): string[] => [...filesOfDisplay(xvfb), ...socketsIn(sandbox)].filter(existsSync);
      await until(
        () => left().length === 0,
        () => `left of the desktop: ${left().join(', ')}`,
      );
    },
  };
}

/** None where somebody else's display has the number by now: the lock has its owner's pid. */
function filesOfDisplay({ number, program }: { number: string; program: OwnedProgram }): string[] {
  const lock = `/tmp/.X${number}-lock`;
  const isOthers = existsSync(lock) && Number(readFileSync(lock, 'latin1')) !== program.pid;
  return isOthers ? [] : [lock, `/tmp/.X11-unix/X${number}`];
}

const socketsIn = (sandbox: Sandbox): string[] =>
  ['session', 'system'].map((name) => join(sandbox.path, 'buses', name));

/** A free display, found by Xvfb itself: several users and test runs share the numbers. */
async function startDisplay(): Promise<{ program: OwnedProgram; number: string }> {
  const program = startOwnedProgram(
    'Xvfb',
    ['-displayfd', '3', '-screen', '0', '1280x800x24', '-nolisten', 'tcp', '-noreset'],
    { environment: OF_THE_DESKTOP, stdio: ['ignore', 'ignore', 'pipe', 'pipe'] },
  );
  const number = await firstLine(program, program.child.stdio[3] as NodeJS.ReadableStream);
  return { program, number };
}
