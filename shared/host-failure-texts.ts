/** What is said of the failures that the backup host names. */
import { EXIT } from './exit-codes';
import type { FailureText, HostFailure, StoreLack } from './failures';
import { formatBytes, formatDuration } from './words';

export const logStep = 'The log of this run says more.';

/** Complete "Its file system …". */
const LACKS: Record<StoreLack, string> = {
  'hard-links': 'has no hard links, so every backup would need the space of all files',
  'symbolic-links': 'has no symbolic links',
  attributes: 'keeps no user extended attributes, so owners would be lost',
  modes: 'keeps no permissions (NTFS does if it is mounted with "permissions")',
  names: 'treats names that differ only in case or accents as the same, so files would be lost',
};

/** rsync's words where something else than the guard spoke first. */
export function meansNoisyShell(detail: string): boolean {
  return detail.includes('is your shell clean');
}

export const HOST_FAILURE_TEXTS = {
  'request-malformed': {
    exitCode: EXIT.failed,
    severity: 'failed',
    sentence: ({ detail }) => `The backup host did not understand the request: ${detail}.`,
    nextStep: () => 'Install the same version of Latchkey on both machines.',
  },
  'address-mismatch': {
    exitCode: EXIT.failed,
    severity: 'failed',
    sentence: ({ detail }) => `The backup host only connects back to where the call came from: ${detail}.`,
    nextStep: () => 'Use reach "tunnel", or call from the address that the host can connect to.',
  },
  'tunnel-not-allowed': {
    exitCode: EXIT.failed,
    severity: 'failed',
    sentence: () =>
      "The key line on the backup host does not allow a way back through the call's own tunnel.",
    nextStep: () =>
      'Add --allow-tunnel after "--machine NAME" in that line of the host\'s authorized_keys, or set reach to "direct".',
  },
  'connect-back-failed': {
    exitCode: EXIT.failed,
    severity: 'attention',
    sentence: ({ detail }) => `The backup host could not connect back to this machine: ${detail}.`,
    nextStep: () => 'Open the callback port in the firewall, or set reach to "tunnel".',
  },
  'laptop-key-mismatch': {
    exitCode: EXIT.failed,
    severity: 'failed',
    sentence: () => 'Something other than this machine answered when the backup host connected back.',
    nextStep: () => 'Check which machine the callback address and port belong to, or set reach to "tunnel".',
  },
  'store-unusable': {
    exitCode: EXIT.failed,
    severity: 'failed',
    sentence: ({ detail }) => `The backup store cannot be used: ${detail}.`,
    nextStep: ({ detail }) =>
      `${/\bSTORE\b/.test(detail) ? 'STORE is the directory after --store in the key line on the host. ' : ''}Is the disk mounted there? It takes a directory on a Linux file system (ext4, btrfs, xfs) that the backup user may write to.`,
  },
  'store-lacks': {
    exitCode: EXIT.failed,
    severity: 'failed',
    sentence: ({ lack }) => `The backup store cannot be used: its file system ${LACKS[lack]}.`,
    nextStep: () => 'Use a directory on a Linux file system: ext4, btrfs or xfs.',
  },
  'store-not-the-one': {
    exitCode: EXIT.hostUnreachable,
    severity: 'failed',
    sentence: ({ found }) =>
      found === 'empty'
        ? 'The backup store has no backups of this machine; the last good backup went to another one.'
        : 'The backup store is not one that this machine knows; the last good backup went to another one.',
    nextStep: () =>
      'Mount the disk that holds your backups, here or on the host. To use this one as well: latchkey --accept-store (with --to NAME where there are several destinations).',
  },
  'too-many-links': {
    exitCode: EXIT.failed,
    severity: 'failed',
    sentence: ({ path }) =>
      `More hard links lead to ${path} than the file system of the backup store allows for one file.`,
    nextStep: () => 'Exclude some of these links.',
  },
  'store-full': {
    exitCode: EXIT.failed,
    severity: 'failed',
    sentence: ({ freeBytes, neededBytes, heldBytes, allowedBytes }) => {
      if (heldBytes !== undefined && allowedBytes !== undefined) {
        return `With this backup, the snapshots of this machine take ${formatBytes(heldBytes)}; the backup host allows ${formatBytes(allowedBytes)}. All earlier snapshots are intact.`;
      }
      if (freeBytes !== undefined && neededBytes !== undefined) {
        return `The backup host has ${formatBytes(freeBytes)} free, and ${formatBytes(neededBytes)} must stay free. No more old snapshots may be deleted for this backup; all of them are intact.`;
      }
      return 'The backup host has no space left; all earlier snapshots are intact.';
    },
    nextStep: () =>
      'Free space there, keep fewer snapshots (a disk here: in the settings; a host: --keep), or exclude something large; the next backup then goes through by itself.',
  },
  'too-many-backups': {
    exitCode: EXIT.failed,
    severity: 'attention',
    sentence: ({ limit }) =>
      `The backup host takes at most ${limit} backups of one machine within 24 hours; all of them are intact.`,
    nextStep: ({ seconds }) =>
      `The next one is possible in ${formatDuration(seconds)}. Make backups less often, and check what starts them.`,
  },
  'store-busy': {
    exitCode: EXIT.failed,
    severity: 'attention',
    sentence: ({ machine }) => `The backup host is still busy with another backup of ${machine}.`,
    nextStep: () => 'Wait until it has ended; the next backup tries again.',
  },
  'host-program-missing': {
    exitCode: EXIT.failed,
    severity: 'failed',
    sentence: ({ program }) => `The backup host has no ${program}.`,
    nextStep: ({ program }) => `Install ${program} on the backup host.`,
  },
  'host-program-not-started': {
    exitCode: EXIT.failed,
    severity: 'attention',
    sentence: ({ program, detail }) => `The host program could not start ${program}: ${detail}.`,
    nextStep: () =>
      'If that machine lacks processes or memory, close programs there or raise the limits ("ulimit -a" shows them), then back up again.',
  },
  'transfer-failed': {
    exitCode: EXIT.failed,
    severity: 'failed',
    sentence: ({ status, detail }) => `The transfer failed (rsync's status ${status}): ${detail}.`,
    nextStep: ({ detail }) =>
      meansNoisyShell(detail)
        ? 'The login shell of this machine prints something before it runs a command. Let its start-up files print only in interactive sessions, or change the shell (chsh -s /bin/bash).'
        : logStep,
  },
  'transfer-interrupted': {
    exitCode: EXIT.failed,
    severity: 'attention',
    sentence: ({ detail }) => `The connection was lost during the transfer: ${detail}.`,
    nextStep: () => 'Back up again: what has arrived is kept, and the next backup continues from there.',
  },
  'transfer-too-long': {
    exitCode: EXIT.failed,
    severity: 'attention',
    sentence: ({ seconds }) =>
      `The transfer was ended after ${formatDuration(seconds)}, which is the most that the backup host allows.`,
    nextStep: () =>
      'Back up again: what has arrived is kept, and the next backup continues from there. For longer ones, add --time-limit to the line on the host.',
  },
  'host-internal': {
    exitCode: EXIT.failed,
    severity: 'failed',
    sentence: ({ detail }) => `The backup host's program failed unexpectedly: ${detail}.`,
    nextStep: () => 'Report this with the log of the run.',
  },
} satisfies { [C in HostFailure['code']]: FailureText<C> };
