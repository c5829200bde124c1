/** Ends what a program that led a session or group of its own has left behind, or still has. */

/** The group bears the number of its first process for as long as any other is in it. */
export function endGroup(leader: number | undefined): void {
  if (leader === undefined) return;
  try {
    process.kill(-leader, 'SIGKILL');
  } catch {
    // Nothing was left, or it led none.
  }
}
