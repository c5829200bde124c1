import type { Settings } from '../../shared/settings';

/** Where the backups go, as it is called in records and in what people read. */
export function nameOfHost({ host }: Pick<Settings, 'host'>): string {
  return host.kind === 'local' ? host.directory : host.destination;
}
