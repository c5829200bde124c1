/** What the guard tells its run over the run's socket, one JSON object a line. */
export type GuardMessage =
  /** The command was allowed and rsync started. */
  | { type: 'started'; root: string }
  /** The list of a root is handed out, and then it was, or its peer has gone. */
  | { type: 'listing'; root: string }
  | { type: 'listed'; root: string }
  /** The command, or what came on its stdin, was refused. */
  | { type: 'refused'; reason: string }
  /** rsync cannot be started here: no fault of the peer. `reason`: the system's words. */
  | { type: 'not-started'; reason: string }
  /** rsync has ended. */
  | { type: 'ended'; root: string; status: number | null };
