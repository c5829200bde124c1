/**
 * Where the host connects to. It never goes where a request names: only to the address that the call came from, or,
 * through the call's own tunnel, to its own loopback. Otherwise one stolen laptop key would make the host a tool to
 * reach into its network. Of the request, only the port counts.
 */
import { isIP } from 'node:net';
import type { Callback, RequestExtension } from '../shared/request';
import { failure, success, type Result } from './result';

const LOOPBACK = ['127.0.0.1', '::1'];

/** `sshConnection`: "client-address client-port server-address server-port", sshd's word for who called. */
export function chooseAddress(
  callback: Callback,
  reach: RequestExtension['reach'],
  sshConnection: string | undefined,
): Result<string> {
  if (reach !== 'direct' || sshConnection === undefined) {
    return LOOPBACK.includes(callback.host)
      ? success(callback.host)
      : mismatch(`${callback.host} was asked for, where only ${LOOPBACK.join(' or ')} is allowed`);
  }
  const client = sshConnection.split(' ')[0] ?? '';
  return isIP(client) === 0 ? mismatch(`"${client}" is no address of a caller`) : success(client);
}

function mismatch<T>(detail: string): Result<T> {
  return failure({ code: 'address-mismatch', detail });
}
