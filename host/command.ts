/** What the program can be told to do, in the words of its command line. */
import type { Retention } from './keep/drop-snapshots';

export type Command =
  | { kind: 'help' }
  | { kind: 'version'; verbose: boolean }
  | {
      kind: 'receive';
      store: string;
      machine: string;
      retention: Retention;
      verifySeconds: number;
      timeLimit: number;
      allowTunnel: boolean;
      /** Of the store, so many backups; undefined: any number. */
      atOnce: number | undefined;
      /** The absolute path of a program that each snapshot is handed to. */
      after: string | undefined;
      /** ADDRESS:PORT, in the place of SSH_ORIGINAL_COMMAND. */
      request: string | undefined;
      /** The absolute path of what to call in the place of ssh: the laptop is this machine. */
      here: string | undefined;
    }
  | { kind: 'list'; store: string; machine: string | undefined; json: boolean }
  | { kind: 'overdue'; store: string; machine: string | undefined; days: number; json: boolean }
  /** `output` undefined: to stdout. */
  | { kind: 'metrics'; store: string; output: string | undefined }
  | { kind: 'release'; store: string; machine: string }
  | { kind: 'check-store'; store: string }
  | ({ kind: 'by-hand'; store: string; machine: string } & ByHand)
  | { kind: 'preview'; store: string; machine: string; retention: Retention; json: boolean }
  /** `seconds` undefined: until everything was read. */
  | { kind: 'verify'; store: string; machine: string | undefined; seconds: number | undefined; json: boolean }
  /** Started after a backup as well. */
  | { kind: 'hand-on'; store: string; machine: string; after: string }
  | ({ kind: 'grant-restore' } & GrantAsked)
  | ({ kind: 'revoke-restore' } & WhichMachine)
  | ({ kind: 'adopt-machine' } & AdoptAsked)
  | ({ kind: 'add-machine' } & AddAsked)
  /** The remote shell of a restore's rsync, for files of a host. */
  | { kind: 'carry'; words: readonly string[] }
  /** One question of the way back, on stdin. */
  | { kind: 'answer'; store: string; machine: string }
  /** The remote shell of a restore's rsync. */
  | {
      kind: 'serve';
      store: string;
      machine: string;
      snapshot: string;
      wanted: string;
      words: readonly string[];
    }
  | { kind: 'after-backup'; store: string; machine: string; verifySeconds: number };

export interface WhichMachine {
  /** Undefined: as authorized_keys has it. */
  store: string | undefined;
  machine: string | undefined;
}

export interface GrantAsked extends WhichMachine {
  seconds: number;
  snapshots: 'all' | 'last' | { name: string };
  json: boolean;
}

export interface AdoptAsked extends GrantAsked {
  machine: string;
  /** The new laptop's public key, or the file that it is in. */
  key: string;
}

export interface AddAsked {
  machine: string;
  /** Undefined: that of the other machines. */
  store: string | undefined;
  /** Its public key, or the file that it is in. */
  key: string;
  /** Further words of the key line's command, which would be understood there. */
  rules: readonly string[];
  allowTunnel: boolean;
  /** Of the rules, the program that is to be there. */
  after: string | undefined;
}

/** What the store's owner does to one machine's snapshots. */
export type ByHand =
  | { act: 'pin'; snapshot: string; label: string }
  | { act: 'unpin'; snapshot: string }
  | { act: 'drop'; snapshot: string }
  | { act: 'remove'; path: string };
