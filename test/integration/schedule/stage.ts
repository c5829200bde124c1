/** A sandbox with a bus of its own in place of the machine's, and real settings with a schedule. */
import { CLI, Sandbox, startProgram, type Finished, type Started } from '../../helpers/sandbox';
import { startPrivateBus, type Mock, type PrivateBus } from '../../helpers/private-bus';

export const UPOWER = 'org.freedesktop.UPower';
export const UPOWER_PATH = '/org/freedesktop/UPower';
const DISPLAY_DEVICE = '/org/freedesktop/UPower/devices/DisplayDevice';
export const NM = 'org.freedesktop.NetworkManager';
export const NM_PATH = '/org/freedesktop/NetworkManager';
export const PROFILES = 'net.hadess.PowerProfiles';
export const PROFILES_PATH = '/net/hadess/PowerProfiles';

export class Stage {
  readonly sandbox = new Sandbox();
  #bus: PrivateBus | undefined;

  get bus(): PrivateBus {
    if (this.#bus === undefined) throw new Error('the bus is not open');
    return this.#bus;
  }

  async open(): Promise<void> {
    this.#bus = await startPrivateBus(this.sandbox);
  }

  async close(): Promise<void> {
    await this.#bus?.stop();
    this.sandbox.remove();
  }

  get environment(): Record<string, string> {
    return { ...this.sandbox.environment, DBUS_SYSTEM_BUS_ADDRESS: this.bus.address };
  }

  start(...args: string[]): Started {
    return startProgram(process.execPath, [CLI, ...args], this.environment);
  }

  run(...args: string[]): Promise<Finished> {
    return this.start(...args).finished;
  }

  ifDue(): Promise<Finished> {
    return this.run('--run', '--if-due');
  }

  useLocalStore(more: Record<string, unknown> = {}): void {
    this.sandbox.writeSettings({
      ...{ schemaVersion: 2, host: { kind: 'local', directory: this.sandbox.store } },
      ...{ roots: [this.sandbox.source], schedule: { kind: 'hours', every: 1 } },
      ...more,
    });
  }

  onBattery(percent: number): Promise<Mock> {
    return this.bus.mock('upower', UPOWER, { OnBattery: true }).then(async (upower) => {
      await upower.set(DISPLAY_DEVICE, `${UPOWER}.Device`, { Percentage: ['d', percent] });
      return upower;
    });
  }

  powerSaver(): Promise<Mock> {
    return this.bus.mock('power_profiles_daemon', PROFILES, { ActiveProfile: 'power-saver' });
  }

  /** NetworkManager with one connection up, to the rest of the world as well. */
  async onNetwork(name: string, metered: 0 | 1 | 2 | 3 | 4): Promise<Mock> {
    const manager = await this.bus.mock('networkmanager', NM);
    const call = async (member: string, signature: string, body: unknown[]): Promise<unknown> =>
      (await manager.call(NM_PATH, 'org.freedesktop.DBus.Mock', member, signature, body))[0];
    const device = await call('AddEthernetDevice', 'ssi', ['first', 'eth0', 100]);
    const settings = { id: name, uuid: 'first', type: '802-3-ethernet' };
    const [connection] = await manager.call(
      ...([`${NM_PATH}/Settings`, `${NM}.Settings`, 'AddConnection', 'a{sa{sv}}'] as const),
      [[['connection', Object.entries(settings).map(([key, value]) => [key, ['s', value]])]]],
    );
    const active = await call('AddActiveConnection', 'assssu', [[device], connection, '/', 'first', 2]);
    await call('AddProperty', 'ssv', [NM, 'Metered', ['u', metered]]);
    await call('AddProperty', 'ssv', [NM, 'PrimaryConnection', ['o', active]]);
    return manager;
  }
}
