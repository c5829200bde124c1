/** How this host gets to the laptop that asks: through the laptop's door, or, where the laptop is this machine, without one. */
import { findProgram } from '../process/find-program';
import { parseCallback, type Callback, type Parsed } from '../shared/request';
import { connectBack, type Connection, type LaptopDoor } from './connect-back';
import { connectHere } from './connect-here';
import { connectThroughTunnel } from './connect-through-tunnel';
import { chooseAddress } from './laptop-address';
import type { PrivateDirectory } from './private-directory';
import { malformed, type Request } from './read-request';
import { failure, success, type Result } from './result';

export type Caller =
  /**
   * `callback`: ADDRESS:PORT, as the laptop gave it. `sshConnection`: sshd's SSH_CONNECTION; undefined where this
   * machine's own user started the program.
   */
  | { kind: 'laptop'; callback: string; sshConnection: string | undefined }
  /** The laptop is this machine: `standIn` is called in the place of ssh. */
  | { kind: 'here'; standIn: string };

export type WayToLaptop =
  /** `isThroughTunnel`: to this host's own loopback, for a laptop that called over ssh. */
  | { kind: 'door'; ssh: string; door: LaptopDoor; isThroughTunnel: boolean }
  | { kind: 'here'; standIn: string };

/** Undefined where nothing is called back. */
export function callbackOf(caller: Caller): Parsed<Callback | undefined> {
  return caller.kind === 'here' ? { ok: true, value: undefined } : parseCallback(caller.callback);
}

/** Fails with request-malformed, tunnel-not-allowed, address-mismatch or host-program-missing. */
export function findWay(
  caller: Caller,
  callback: Callback | undefined,
  allowTunnel: boolean,
  { extension, privateKey }: Request,
): Result<WayToLaptop> {
  const { reach, hostKey, user } = extension;
  if (caller.kind === 'here' || callback === undefined || reach === 'here') {
    const isHere = caller.kind === 'here' && reach === 'here';
    return isHere
      ? success({ kind: 'here', standIn: caller.standIn })
      : malformed('only the laptop itself can ask for a backup without a connection');
  }
  if (hostKey === undefined) return malformed("it does not tell the laptop's one-time host key");
  const { sshConnection } = caller;
  const isThroughTunnel = sshConnection !== undefined && reach !== 'direct';
  if (isThroughTunnel && !allowTunnel) return failure({ code: 'tunnel-not-allowed' });
  const address = chooseAddress(callback, reach, sshConnection);
  if (!address.ok) return address;
  const ssh = findProgram('ssh');
  if (ssh === undefined) return failure({ code: 'host-program-missing', program: 'ssh' });
  const door = { hostKey, user, privateKey, address: address.value, port: callback.port };
  return success({ kind: 'door', ssh, door, isThroughTunnel });
}

/** Ends the connection as well when the signal is aborted. */
export async function goTo(
  way: WayToLaptop,
  directory: PrivateDirectory,
  signal: AbortSignal,
): Promise<Result<Connection>> {
  if (way.kind === 'here') return success(connectHere(way.standIn));
  const connect = way.isThroughTunnel ? connectThroughTunnel : connectBack;
  return await connect(way.door, way.ssh, directory, signal);
}
