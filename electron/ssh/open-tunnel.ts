/**
 * The tunnel of a call. ssh would open it by -R, but the option that keeps the person's own forwardings out clears that one
 * as well (ssh_config(5), ClearAllForwardings). So a connection stands first that does nothing but listen on a control
 * socket in the run directory; it is asked for this one forwarding, and then carries the call.
 */
import { randomInt } from 'node:crypto';
import { runProgram } from '../../process/run-program';
import { whyNotStarted } from '../../process/why-not-started';
import { failure, success, type Result } from '../../shared/result';
import { forwardArguments } from './call-arguments';

const TRIES = 5;
const LIMIT_MS = 30_000;

/** Returns the port on the host's loopback that leads to `localPort` here. Fails with tunnel-refused. */
export async function openTunnel(
  ssh: string,
  controlSocket: string,
  localPort: number,
): Promise<Result<number>> {
  let detail = '';
  for (let tries = 0; tries < TRIES; tries += 1) {
    const remotePort = randomPort();
    const asked = await runProgram({
      file: ssh,
      args: forwardArguments(controlSocket, { remotePort, localPort }),
      timeoutMs: LIMIT_MS,
    });
    if (asked.status === 0) return success(remotePort);
    const starved = whyNotStarted(asked);
    if (starved !== undefined) {
      return failure({ code: 'program-not-started', program: 'ssh', detail: starved });
    }
    // ssh does not say whether the port is taken or tunnels are forbidden; other ports settle it.
    const refusal = /remote port forwarding failed.*$/m.exec(asked.stderr)?.[0];
    detail = refusal ?? asked.stderr.trim().split('\n').at(-1) ?? '';
    if (refusal === undefined) break;
  }
  return failure({ code: 'tunnel-refused', detail: detail.trim() });
}

/** Outside of what services use, and of most of what Linux gives out by itself (ip_local_port_range). */
function randomPort(): number {
  return randomInt(20_000, 32_000);
}
