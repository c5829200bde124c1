/** What is said of the failures that the backup host names. */
import { EXIT } from './exit-codes';
import type { FailureText, HostFailure } from './failures';

export const logStep = 'Look into the log of this run.';

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
      'Add --allow-tunnel behind "--machine NAME" in that line of the host\'s authorized_keys, or set reach to "direct".',
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
    sentence: () => 'Something else than this machine answered when the backup host connected back.',
    nextStep: () => 'Check which machine the callback address and port belong to, or set reach to "tunnel".',
  },
  'store-unusable': {
    exitCode: EXIT.failed,
    severity: 'failed',
    sentence: ({ detail }) => `The backup store cannot be used: ${detail}.`,
    nextStep: () =>
      'Use a directory on a Linux file system (ext4, btrfs, xfs) that the backup user may write to.',
  },
  'store-full': {
    exitCode: EXIT.failed,
    severity: 'failed',
    sentence: () => 'The backup host has no space left; all earlier snapshots are intact.',
    nextStep: () =>
      'Free space there or keep fewer snapshots (a disk here: in the settings; a host: --keep, --min-free); the next run goes on.',
  },
  'store-busy': {
    exitCode: EXIT.failed,
    severity: 'attention',
    sentence: ({ machine }) => `The backup host is still busy with another backup of ${machine}.`,
    nextStep: () => 'Wait until it has ended; the next run tries again.',
  },
  'host-program-missing': {
    exitCode: EXIT.failed,
    severity: 'failed',
    sentence: ({ program }) => `The backup host has no ${program}.`,
    nextStep: ({ program }) => `Install ${program} on the backup host.`,
  },
  'transfer-failed': {
    exitCode: EXIT.failed,
    severity: 'failed',
    sentence: ({ status, detail }) => `The transfer failed (rsync's status ${status}): ${detail}.`,
    nextStep: () => logStep,
  },
  'transfer-interrupted': {
    exitCode: EXIT.failed,
    severity: 'attention',
    sentence: ({ detail }) => `The connection was lost during the transfer: ${detail}.`,
    nextStep: () => 'Run it again: what has arrived is kept, and the next run goes on from there.',
  },
  'host-internal': {
    exitCode: EXIT.failed,
    severity: 'failed',
    sentence: ({ detail }) => `The backup host's program failed unexpectedly: ${detail}.`,
    nextStep: () => 'Report this with the log of the run.',
  },
} satisfies { [C in HostFailure['code']]: FailureText<C> };
