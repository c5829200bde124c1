/** Our own programs, as files: they are started by sshd or as children. */
export interface Bundles {
  /** node, or an Electron that runs as node. */
  runtime: string;
  guard: string;
  /** What confines itself and goes on as the guard. */
  confined: string;
  /** The thread that confines itself and starts what serves a connection. */
  confinedThread: string;
  host: string;
}
