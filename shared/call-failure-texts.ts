/** What is said where the call, the host or its way back fails. */
import { EXIT } from './exit-codes';
import { formatDuration } from './words';
import { logStep } from './host-failure-texts';
import type { FailureCode, FailureText, FalseClaim } from './failures';
import { runCheck } from './next-steps';

const FALSE_CLAIMS: Record<FalseClaim, (roots: readonly string[]) => string> = {
  'never-connected': () => 'it never connected to this machine',
  'not-read': (roots) => `it did not read ${roots.join(', ')} to the end`,
  'not-announced': () => 'it had not announced that snapshot',
  'other-purpose': () => 'it means a dry run where a backup was asked for, or the reverse',
};
export const CALL_FAILURE_TEXTS = {
  'host-unreachable': {
    exitCode: EXIT.hostUnreachable,
    severity: 'attention',
    sentence: ({ detail }) => `The backup host cannot be reached: ${detail}.`,
    nextStep: () => 'Check the network and that the host is on; the next backup tries again.',
  },
  'ssh-misconfigured': {
    exitCode: EXIT.failed,
    severity: 'failed',
    sentence: ({ detail }) => `The ssh configuration does not work: ${detail}.`,
    nextStep: () =>
      'Correct it. An option that only another ssh knows needs a line above it, such as "IgnoreUnknown UseKeychain".',
  },
  'ssh-failed': {
    exitCode: EXIT.failed,
    severity: 'failed',
    sentence: ({ detail }) => `The call to the host failed: ${detail}.`,
    nextStep: () => runCheck,
  },
  'host-key-changed': {
    exitCode: EXIT.failed,
    severity: 'failed',
    sentence: ({ host, shown, known }) =>
      `This is not the ${host} that your ssh knows: it showed the key ${shown}, and is known by ${known}. Either it was set up anew, or somebody is in between. Nothing was sent to it.`,
    nextStep: ({ forget }) =>
      `Only if whoever looks after it confirms the new key: run ${forget} and then connect to it once with ssh, to accept the new one.`,
  },
  'call-key-locked': {
    exitCode: EXIT.failed,
    severity: 'failed',
    sentence: ({ path }) => `The key ${path} has a passphrase, and no ssh agent here has unlocked it.`,
    nextStep: ({ path }) =>
      `For backups by hand: ssh-add ${path}. Scheduled ones need a key without a passphrase (the host lets it ask for backups only), or an IdentityAgent in the ssh configuration that is always there.`,
  },
  'call-key-open': {
    exitCode: EXIT.failed,
    severity: 'failed',
    sentence: ({ path }) => `The key ${path} is ignored by ssh, because other users may read it.`,
    nextStep: ({ path }) => `Make it yours alone: chmod 600 ${path}`,
  },
  'host-key-not-trusted': {
    exitCode: EXIT.failed,
    severity: 'failed',
    sentence: ({ detail }) => `The backup host's identity is not the trusted one: ${detail}.`,
    nextStep: () =>
      'Connect to it once with ssh, compare the fingerprint with what the host itself says, and accept it.',
  },
  'host-login-refused': {
    exitCode: EXIT.failed,
    severity: 'failed',
    sentence: ({ detail }) => `The backup host refused the login: ${detail}.`,
    nextStep: () => "Put this machine's public key into authorized_keys on the host, with its command.",
  },
  'tunnel-refused': {
    exitCode: EXIT.failed,
    severity: 'failed',
    sentence: ({ detail }) => `The backup host refused the tunnel: ${detail}.`,
    nextStep: () => 'Allow it in the key line on the host: port-forwarding,permitlisten="127.0.0.1:*".',
  },
  'host-program-not-installed': {
    exitCode: EXIT.failed,
    severity: 'failed',
    sentence: ({ detail }) => `The backup host answered, but has no latchkey-host: ${detail}.`,
    nextStep: () => 'Install latchkey-host there, and name it in the key line of authorized_keys.',
  },
  'part-missing': {
    exitCode: EXIT.failed,
    severity: 'failed',
    sentence: ({ detail }) => `A part of Latchkey is missing on this machine: ${detail}.`,
    nextStep: () => 'If Latchkey was just updated, start the backup again; otherwise install it again.',
  },
  'host-login-is-shell': {
    exitCode: EXIT.failed,
    severity: 'failed',
    sentence: ({ detail }) => `The backup host gave the call a shell in place of latchkey-host: ${detail}.`,
    nextStep: () =>
      'Write command="…" before this key in authorized_keys on the host, or use a key of its own: this one logs in like a person.',
  },
  'host-node-missing': {
    exitCode: EXIT.failed,
    severity: 'failed',
    sentence: ({ detail }) => `The backup host answered, but finds no Node.js: ${detail}.`,
    nextStep: () =>
      'Install Node.js 18 or newer there. If it is installed, write its full path into the key line of authorized_keys: such a login has a short PATH.',
  },
  'host-node-too-old': {
    exitCode: EXIT.failed,
    severity: 'failed',
    sentence: ({ detail }) => `Node.js on the backup host is too old for latchkey-host: ${detail}.`,
    nextStep: () =>
      'Install Node.js 18 or newer there, and name that one in the key line of authorized_keys.',
  },
  'host-ended': {
    exitCode: EXIT.failed,
    severity: 'attention',
    sentence: ({ detail }) => `The backup host was reached, but its program was ended: ${detail}.`,
    nextStep: () => 'Look at the host: it may have too little memory, or be shutting down. Then try again.',
  },
  'call-ended': {
    exitCode: EXIT.failed,
    severity: 'attention',
    sentence: ({ program, signal }) => `The program ${program} was ended by another one (${signal}).`,
    nextStep: () =>
      'Try again. If it was not ended on purpose, this machine may have too little memory, or too few processes ("ulimit -a" shows the limits).',
  },
  'host-failed': {
    exitCode: EXIT.failed,
    severity: 'failed',
    sentence: ({ status, detail }) => `The backup host ended with status ${status}: ${detail}.`,
    nextStep: () => logStep,
  },
  'callback-missing': {
    exitCode: EXIT.failed,
    severity: 'attention',
    sentence: ({ seconds, turnedAway }) =>
      turnedAway.length === 0
        ? `No connection came within ${seconds} seconds.`
        : `The host was not let in within ${seconds} seconds; turned away: ${turnedAway.join(', ')}.`,
    nextStep: ({ turnedAway }) =>
      turnedAway.length === 0
        ? 'Open the callback port in the firewall, or set reach to "tunnel".'
        : 'If one of these is your host, add its address to "allowFrom" in the settings.',
  },
  'host-silent': {
    exitCode: EXIT.failed,
    severity: 'failed',
    sentence: ({ awaited, seconds }) =>
      awaited === 'request'
        ? `The backup host was connected for ${formatDuration(seconds)} without reading anything.`
        : `The backup host has read, but did not say within ${formatDuration(seconds)} whether the snapshot is complete.`,
    nextStep: () =>
      'Look at the host: its disk may hang, or its program. The next backup continues from there.',
  },
  'commands-refused': {
    exitCode: EXIT.failed,
    severity: 'failed',
    sentence: ({ reasons }) => `The guard refused what the host asked for: ${reasons.join('; ')}.`,
    nextStep: () => 'If you did not change the host, look into why it asks for that.',
  },
  'not-acknowledged': {
    exitCode: EXIT.failed,
    severity: 'failed',
    sentence: () => 'The backup host ended without saying that the snapshot is complete.',
    nextStep: () => logStep,
  },
  'acknowledgement-false': {
    exitCode: EXIT.failed,
    severity: 'failed',
    sentence: ({ claims, roots }) =>
      `The backup host says that the snapshot is complete, but ${claims.map((claim) => FALSE_CLAIMS[claim](roots)).join(', and ')}.`,
    nextStep: () =>
      'Do not count on that snapshot. Find out which program answers on the host: the log of this backup quotes it.',
  },
} satisfies { [C in FailureCode]?: FailureText<C> };
