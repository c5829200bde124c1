/** Where a key leads in a list that is walked by keyboard; undefined for a key that is not for walking. `at`: -1 is nowhere. */
export function walkList(key: string, at: number, count: number, page: number): number | undefined {
  const steps: Record<string, number> = {
    ArrowUp: at - 1,
    ArrowDown: at + 1,
    PageUp: at - page,
    PageDown: at + page,
    Home: 0,
    End: count - 1,
  };
  const wanted = steps[key];
  return wanted === undefined ? undefined : Math.max(0, Math.min(count - 1, wanted));
}
