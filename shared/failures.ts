/**
 * Everything that is expected to go wrong, each with what it means and what to do. The one table behind the exit
 * code, the terminal, the notification and the window. The words say what happened; the next step says what to do.
 */
import * as z from 'zod';

export const EXIT = {
  completed: 0,
  failed: 1,
  usage: 2,
  partial: 3,
  alreadyRunning: 11,
  hostUnreachable: 69,
  skipped: 75,
  settings: 78,
  cancelled: 130,
} as const;

const text = z.string().max(4000);
const detail = z.object({ detail: text });

/** Failures that the backup host names; it reports them, the laptop shows them. */
const hostFailures = [
  detail.extend({ code: z.literal('request-malformed') }),
  detail.extend({ code: z.literal('address-mismatch') }),
  detail.extend({ code: z.literal('connect-back-failed') }),
  detail.extend({ code: z.literal('laptop-key-mismatch') }),
  detail.extend({ code: z.literal('store-unusable') }),
  z.object({ code: z.literal('store-full'), freeBytes: z.number().optional() }),
  z.object({ code: z.literal('store-busy'), machine: text }),
  z.object({ code: z.literal('host-program-missing'), program: text }),
  z.object({ code: z.literal('transfer-failed'), status: z.int(), detail: text }),
  detail.extend({ code: z.literal('transfer-interrupted') }),
  detail.extend({ code: z.literal('host-internal') }),
] as const;

export const hostFailureSchema = z.discriminatedUnion('code', hostFailures);
export type HostFailure = z.infer<typeof hostFailureSchema>;

export const failureSchema = z.discriminatedUnion('code', [
  ...hostFailures,
  z.object({ code: z.literal('settings-missing'), path: text }),
  z.object({ code: z.literal('settings-broken'), path: text, detail: text }),
  z.object({ code: z.literal('settings-newer'), path: text, version: z.number() }),
  z.object({ code: z.literal('settings-changed'), path: text }),
  z.object({ code: z.literal('settings-unwritable'), path: text, detail: text }),
  detail.extend({ code: z.literal('schedule-not-installed') }),
  detail.extend({ code: z.literal('autostart-unwritable') }),
  z.object({ code: z.literal('exclude-list-unreadable'), path: text, detail: text }),
  z.object({ code: z.literal('exclude-list-unwritable'), path: text, detail: text }),
  z.object({ code: z.literal('exclude-list-changed'), path: text }),
  z.object({ code: z.literal('name-not-expressible'), path: text }),
  z.object({ code: z.literal('root-unreadable'), root: text, detail: text }),
  z.object({ code: z.literal('store-inside-root'), directory: text, root: text }),
  z.object({ code: z.literal('store-missing'), directory: text }),
  z.object({ code: z.literal('already-running'), pid: z.int() }),
  z.object({ code: z.literal('program-missing'), program: text, package: text }),
  z.object({ code: z.literal('call-key-failed'), path: text, detail: text }),
  detail.extend({ code: z.literal('one-time-key-failed') }),
  detail.extend({ code: z.literal('run-directory-failed') }),
  z.object({ code: z.literal('port-taken'), port: z.int() }),
  detail.extend({ code: z.literal('host-unreachable') }),
  detail.extend({ code: z.literal('host-key-not-trusted') }),
  detail.extend({ code: z.literal('host-login-refused') }),
  detail.extend({ code: z.literal('tunnel-refused') }),
  z.object({ code: z.literal('host-program-not-installed'), detail: text }),
  z.object({ code: z.literal('host-failed'), status: z.int(), detail: text }),
  z.object({ code: z.literal('callback-missing'), seconds: z.number(), turnedAway: z.array(text) }),
  z.object({ code: z.literal('commands-refused'), reasons: z.array(text) }),
  z.object({ code: z.literal('not-acknowledged') }),
  detail.extend({ code: z.literal('request-refused') }),
  detail.extend({ code: z.literal('not-opened') }),
  z.object({ code: z.literal('export-unwritable'), path: text, detail: text }),
  detail.extend({ code: z.literal('usage-list-unreadable') }),
  z.object({ code: z.literal('usage-service-ended') }),
  detail.extend({ code: z.literal('internal') }),
]);

export type Failure = z.infer<typeof failureSchema>;
export type FailureCode = Failure['code'];
type FailureOf<C extends FailureCode> = Extract<Failure, { code: C }>;

interface FailureText<C extends FailureCode> {
  exitCode: number;
  /** `attention`: the next run may well succeed by itself. `failed`: someone must act. */
  severity: 'attention' | 'failed';
  sentence: (failure: FailureOf<C>) => string;
  nextStep: (failure: FailureOf<C>) => string;
}

const logStep = 'Look into the log of this run.';
const runCheck = 'Run "latchkey --check": it names the step that fails.';

export const FAILURES = {
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
  'settings-missing': {
    exitCode: EXIT.settings,
    severity: 'failed',
    sentence: ({ path }) => `Latchkey is not set up yet: there is no ${path}.`,
    nextStep: () => 'Run "latchkey --init --local DIR" or "latchkey --init --host USER@HOST".',
  },
  'settings-broken': {
    exitCode: EXIT.settings,
    severity: 'failed',
    sentence: ({ path, detail }) => `The settings in ${path} are not valid: ${detail}`,
    nextStep: () => 'Correct the file, or move it away and run "latchkey --init". It was left as it is.',
  },
  'settings-newer': {
    exitCode: EXIT.settings,
    severity: 'failed',
    sentence: ({ path, version }) => `The settings in ${path} are of a newer Latchkey (version ${version}).`,
    nextStep: () => 'Update Latchkey. The file was left as it is.',
  },
  'settings-changed': {
    exitCode: EXIT.failed,
    severity: 'attention',
    sentence: ({ path }) =>
      `The settings in ${path} were changed by another program meanwhile, and were left as they are.`,
    nextStep: () => 'Look at the settings as they are now, then try again.',
  },
  'settings-unwritable': {
    exitCode: EXIT.failed,
    severity: 'failed',
    sentence: ({ path, detail }) =>
      `The settings in ${path} could not be written, and are as they were: ${detail}.`,
    nextStep: () => 'Make the file and its directory writable for you.',
  },
  'schedule-not-installed': {
    exitCode: EXIT.failed,
    severity: 'failed',
    sentence: ({ detail }) => `What starts the scheduled backups could not be changed: ${detail}.`,
    nextStep: () =>
      'Install cron (sudo apt install cron) and try again, or have "latchkey --run --if-due --quiet" started every 15 minutes by other means.',
  },
  'autostart-unwritable': {
    exitCode: EXIT.failed,
    severity: 'attention',
    sentence: ({ detail }) => `Latchkey will not start when you log in: ${detail}.`,
    nextStep: () => 'Make the autostart folder writable for you, then try again in the settings.',
  },
  'exclude-list-unreadable': {
    exitCode: EXIT.settings,
    severity: 'failed',
    sentence: ({ path, detail }) => `The exclude list ${path} cannot be read: ${detail}.`,
    nextStep: () =>
      'Make the file readable. Without it, nothing is backed up, so that nothing private leaks.',
  },
  'exclude-list-unwritable': {
    exitCode: EXIT.failed,
    severity: 'failed',
    sentence: ({ path, detail }) =>
      `The exclude list ${path} could not be written, and is as it was: ${detail}.`,
    nextStep: () => 'Make the file and its directory writable for you.',
  },
  'exclude-list-changed': {
    exitCode: EXIT.failed,
    severity: 'attention',
    sentence: ({ path }) =>
      `The exclude list ${path} was changed by another program meanwhile, and was left as it is.`,
    nextStep: () => 'Look at the list as it is now, then try again.',
  },
  'name-not-expressible': {
    exitCode: EXIT.failed,
    severity: 'failed',
    sentence: ({ path }) => `No rule can name ${path}: a line of the exclude list cannot hold such a name.`,
    nextStep: () => 'Rename it, leave out the directory around it, or use a "?" in place of the character.',
  },
  'root-unreadable': {
    exitCode: EXIT.settings,
    severity: 'failed',
    sentence: ({ root, detail }) => `The directory ${root} cannot be read: ${detail}.`,
    nextStep: () => 'Correct "roots" in the settings, or mount the directory.',
  },
  'store-inside-root': {
    exitCode: EXIT.settings,
    severity: 'failed',
    sentence: ({ directory, root }) =>
      `The backup store ${directory} lies inside ${root}, which is backed up.`,
    nextStep: ({ directory }) => `Exclude it (add the line "${directory}/" to the exclude list) or move it.`,
  },
  'store-missing': {
    exitCode: EXIT.hostUnreachable,
    severity: 'attention',
    sentence: ({ directory }) => `The backup store ${directory} is not there.`,
    nextStep: () => 'Plug the disk in and mount it, or create the directory.',
  },
  'already-running': {
    exitCode: EXIT.alreadyRunning,
    severity: 'attention',
    sentence: ({ pid }) => `A backup is already running (process ${pid}).`,
    nextStep: () => 'Wait for it; "latchkey --status" shows how it goes.',
  },
  'program-missing': {
    exitCode: EXIT.failed,
    severity: 'failed',
    sentence: ({ program }) => `The program ${program} is not installed.`,
    nextStep: ({ package: name }) => `Install it: sudo apt install ${name}`,
  },
  'call-key-failed': {
    exitCode: EXIT.failed,
    severity: 'failed',
    sentence: ({ path, detail }) => `The key for the calls, ${path}, could not be made: ${detail}.`,
    nextStep: ({ path }) =>
      `If half of an older key is there (${path} or ${path}.pub), move it away, then try again.`,
  },
  'one-time-key-failed': {
    exitCode: EXIT.failed,
    severity: 'failed',
    sentence: ({ detail }) => `The one-time key could not be made: ${detail}.`,
    nextStep: () => runCheck,
  },
  'run-directory-failed': {
    exitCode: EXIT.failed,
    severity: 'failed',
    sentence: ({ detail }) => `The private directory of the run could not be made: ${detail}.`,
    nextStep: () => runCheck,
  },
  'port-taken': {
    exitCode: EXIT.failed,
    severity: 'failed',
    sentence: ({ port }) => `Port ${port} is taken by another program.`,
    nextStep: () => 'Set another callbackPort in the settings, or 0 for any free one.',
  },
  'host-unreachable': {
    exitCode: EXIT.hostUnreachable,
    severity: 'attention',
    sentence: ({ detail }) => `The backup host cannot be reached: ${detail}.`,
    nextStep: () => 'Check the network and that the host is on; the next run tries again.',
  },
  'host-key-not-trusted': {
    exitCode: EXIT.failed,
    severity: 'failed',
    sentence: ({ detail }) => `The backup host's identity is not the trusted one: ${detail}.`,
    nextStep: () =>
      'Connect to it once with ssh, compare the fingerprint and accept it; never if you did not expect it.',
  },
  'host-login-refused': {
    exitCode: EXIT.failed,
    severity: 'failed',
    sentence: ({ detail }) => `The backup host refused the login: ${detail}.`,
    nextStep: () => "Put this machine's public key into the host's authorized_keys (README: a real host).",
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
    nextStep: () => 'Install latchkey-host there and name it in the key line (README: a real host).',
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
        ? `Nobody connected within ${seconds} seconds.`
        : `The host did not get in within ${seconds} seconds; turned away: ${turnedAway.join(', ')}.`,
    nextStep: ({ turnedAway }) =>
      turnedAway.length === 0
        ? 'Open the callback port in the firewall, or set reach to "tunnel".'
        : 'If one of these is your host, add its address to "allowFrom" in the settings.',
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
  'request-refused': {
    exitCode: EXIT.failed,
    severity: 'failed',
    sentence: ({ detail }) => `The window asked for something that it may not have: ${detail}.`,
    nextStep: () => 'Close the window and open it again. If that does not help, this is a defect: report it.',
  },
  'not-opened': {
    exitCode: EXIT.failed,
    severity: 'attention',
    sentence: ({ detail }) => `It could not be opened: ${detail}.`,
    nextStep: () => 'Choose a program for such files in your desktop, or open it by hand.',
  },
  'export-unwritable': {
    exitCode: EXIT.failed,
    severity: 'attention',
    sentence: ({ path, detail }) => `The history could not be written to ${path}: ${detail}.`,
    nextStep: () => 'Choose another place, where you may write and there is room.',
  },
  'usage-list-unreadable': {
    exitCode: EXIT.failed,
    severity: 'attention',
    sentence: ({ detail }) => `This is not a list that du or ncdu wrote: ${detail}.`,
    nextStep: () => 'Make one with "du -0ak DIR" or "ncdu -o FILE DIR", and open that.',
  },
  'usage-service-ended': {
    exitCode: EXIT.failed,
    severity: 'attention',
    sentence: () => 'The part of Latchkey that looks at the disk has ended. Backups are not affected.',
    nextStep: () => 'Look again. If it ends again, there may be too little memory for so many files.',
  },
  internal: {
    exitCode: EXIT.failed,
    severity: 'failed',
    sentence: ({ detail }) => `Latchkey itself failed: ${detail}.`,
    nextStep: () => 'This is a defect. Report it with the log of the run.',
  },
} satisfies { [C in FailureCode]: FailureText<C> };

/** The sentence, next step, severity and exit code of one failure. */
export function describeFailure(failure: Failure): {
  exitCode: number;
  severity: 'attention' | 'failed';
  sentence: string;
  nextStep: string;
} {
  // The table pairs each code with functions of that code's data; the compiler cannot follow the pairing through a lookup.
  const entry = FAILURES[failure.code] as FailureText<FailureCode>;
  return {
    exitCode: entry.exitCode,
    severity: entry.severity,
    sentence: entry.sentence(failure),
    nextStep: entry.nextStep(failure),
  };
}
