/** What is there of one machine. */
import { readlink, readdir } from 'node:fs/promises';
import { readEntryName, type MachinePaths } from './store-layout';

export interface MachineContent {
  /** Names of snapshots, oldest first. */
  complete: string[];
  partial: string[];
  dropping: string[];
  /** The snapshot that `latest` names, if it is complete. */
  latest: string | undefined;
}

export async function readMachine(paths: MachinePaths): Promise<MachineContent> {
  const content: MachineContent = { complete: [], partial: [], dropping: [], latest: undefined };
  for (const entry of await readdir(paths.directory, { withFileTypes: true })) {
    const name = entry.isDirectory() ? readEntryName(entry.name) : undefined;
    if (name !== undefined) content[name.kind].push(name.snapshot);
  }
  content.complete.sort();
  content.partial.sort();
  content.dropping.sort();
  content.latest = await readLatest(paths, content.complete);
  return content;
}

/** By the link, not by the name: after a clock was set back the newest name is not the last completed one. */
async function readLatest(paths: MachinePaths, complete: readonly string[]): Promise<string | undefined> {
  try {
    const target = await readlink(paths.latest);
    return complete.includes(target) ? target : undefined;
  } catch {
    return undefined;
  }
}

/** The snapshot to link unchanged files from. Without a valid `latest` (a kill between two renames), the newest. */
export function lastCompleted(content: MachineContent): string | undefined {
  return content.latest ?? content.complete.at(-1);
}
