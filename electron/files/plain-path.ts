import { failure, success, type Result } from '../../shared/result';

/**
 * Of a window only what the host program takes as well: bytes, absolute, and nothing that would lead elsewhere. Fails with
 * request-refused.
 */
export function checkPath(path: string): Result<string> {
  const names = path === '/' ? [] : path.split('/').slice(1);
  // eslint-disable-next-line no-control-regex -- a name may hold any byte but NUL
  const isBytes = /^\/[\u0001-\u00ff]*$/.test(path);
  return isBytes && names.every((name) => !['', '.', '..'].includes(name))
    ? success(path)
    : failure({ code: 'request-refused', detail: 'that is no path of a backup' });
}
