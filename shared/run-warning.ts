/** What is worth knowing about a run, or what went wrong beside it: no failure. */
export type RunWarning =
  /** `root`: what is backed up. */
  | { kind: 'same-disk'; store: string; root: string }
  /** A host over ssh that is this very machine. */
  | { kind: 'same-machine'; host: string }
  | { kind: 'nested-roots'; inner: string; outer: string }
  /** Said by the check alone. `detail`: why. */
  | { kind: 'not-confined'; detail: string }
  /** LATCHKEY_LANDLOCK=no is in the environment. Said by the check alone. */
  | { kind: 'confinement-off' }
  | { kind: 'after-command-failed'; program: string; detail: string }
  /** `what`: the ping's name, such as "start". */
  | { kind: 'not-told'; monitor: string; what: string; detail: string }
  | { kind: 'no-log' | 'no-history' | 'list-not-noted' | 'store-not-noted'; detail: string }
  | { kind: 'name-not-kept'; name: string };
