/** A snapshot's name: the UTC start of the backup, such as 2026-11-22T202105Z. */
import * as z from 'zod';

const SNAPSHOT_NAME = /^(\d{4}-\d{2}-\d{2})T(\d{2})(\d{2})(\d{2})Z$/;

export const snapshotNameSchema = z
  .string()
  .regex(SNAPSHOT_NAME, 'must be a name such as 2026-11-22T202105Z');

export function formatSnapshotName(time: Date): string {
  return `${time.toISOString().slice(0, 19).replaceAll(':', '')}Z`;
}

/** The start time that a snapshot's name tells; undefined where it is no such name. */
export function parseSnapshotName(name: string): Date | undefined {
  const match = SNAPSHOT_NAME.exec(name);
  if (match === null) return undefined;
  const time = new Date(`${match[1]}T${match[2]}:${match[3]}:${match[4]}Z`);
  return !Number.isNaN(time.getTime()) && formatSnapshotName(time) === name ? time : undefined;
}
