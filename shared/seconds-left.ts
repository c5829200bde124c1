/** From the share that is done in so many seconds; undefined while that says little. */
export function estimateSecondsLeft(percent: number | undefined, elapsedSeconds: number): number | undefined {
  if (percent === undefined || percent < 3 || elapsedSeconds < 5) return undefined;
  return (elapsedSeconds * (100 - Math.min(percent, 100))) / percent;
}
