/** What is said of the failures that come up on the laptop. */
import { EXIT } from './exit-codes';
import { formatDuration } from './words';
import type { FailureCode, FailureText, FalseClaim, HostFailure } from './failures';
import { logStep } from './host-failure-texts';
import { installCommand, SSH_SERVER_OFF, startsServer } from './install-advice';
import { parseSnapshotName } from './snapshot-name';
import { formatBytes } from './words';

const runCheck = 'Run "latchkey --check": it names the step that fails.';

const FALSE_CLAIMS: Record<FalseClaim, (roots: readonly string[]) => string> = {
  'never-connected': () => 'it never connected to this machine',
  'not-read': (roots) => `it did not read ${roots.join(', ')} to the end`,
  'not-announced': () => 'it had not announced that snapshot',
  'other-purpose': () => 'it means a dry run where a backup was asked for, or the reverse',
};

const grantThere =
  'On the host, run "latchkey-host --grant-restore" as the user that keeps the backups ("sudo -u bak latchkey-host --grant-restore", where that is bak): it shows a code.';

export const LAPTOP_FAILURE_TEXTS = {
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
  'exclude-list-gone': {
    exitCode: EXIT.settings,
    severity: 'failed',
    sentence: ({ path }) =>
      `The exclude list ${path} was there at the last backup and is not now: nothing was backed up, so that nothing private leaks.`,
    nextStep: ({ path }) =>
      `Put it back. If you want to exclude nothing from now on, make an empty one: touch ${path}`,
  },
  'exclude-list-too-large': {
    exitCode: EXIT.settings,
    severity: 'failed',
    sentence: ({ path, bytes, most }) =>
      `The exclude list ${path} would have ${formatBytes(bytes)}; at most ${formatBytes(most)} are taken, since the host keeps it with each backup.`,
    nextStep: () => 'Shorten it: one pattern can stand for many paths.',
  },
  'exclude-list-refused': {
    exitCode: EXIT.settings,
    severity: 'failed',
    sentence: ({ path, line, detail }) =>
      line === null
        ? `The exclude list ${path} is refused by rsync: ${detail}.`
        : `Line ${line} of the exclude list ${path} is a sign without a pattern: rsync refuses the whole list for it.`,
    nextStep: () => 'Complete the line or take it out; "latchkey --exclude list" shows it.',
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
  'root-not-mounted': {
    exitCode: EXIT.failed,
    severity: 'failed',
    sentence: ({ root }) => `The folder ${root} is empty: is its disk mounted?`,
    nextStep: () =>
      'Mount it and back up again. If it is meant to be empty, take it out of the settings or put a file into it.',
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
    nextStep: ({ package: name }) =>
      startsServer(name)
        ? `Install it: ${installCommand(name)}. Debian then starts an ssh server on port 22, which Latchkey does not need; switch it off: ${SSH_SERVER_OFF}`
        : `Install it: ${installCommand(name)}`,
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
  'state-unwritable': {
    exitCode: EXIT.failed,
    severity: 'failed',
    sentence: ({ directory, detail }) => `Latchkey cannot write in ${directory}: ${detail}.`,
    nextStep: ({ directory }) =>
      `Make room on that disk, or make ${directory} writable for you, then back up again.`,
  },
  'rsync-unusable': {
    exitCode: EXIT.failed,
    severity: 'attention',
    sentence: ({ detail }) => `The program rsync does not run on this machine: ${detail}.`,
    nextStep: () =>
      'If it lacks processes or memory, close programs or raise the limits ("ulimit -a" shows them), then back up again.',
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
    sentence: ({ path }) => `The key ${path} is left aside by ssh, because other users may read it.`,
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
    nextStep: () => 'Try again. If nobody ended it, this machine may have too little memory.',
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
  'host-silent': {
    exitCode: EXIT.failed,
    severity: 'failed',
    sentence: ({ awaited, seconds }) =>
      awaited === 'request'
        ? `The backup host was connected for ${formatDuration(seconds)} without reading anything.`
        : `The backup host has read, but did not say within ${formatDuration(seconds)} whether the snapshot is complete.`,
    nextStep: () =>
      'Look at the host: its disk may hang, or its program. The next backup goes on from there.',
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
      'Do not count on that snapshot. Find out which program answers on the host: the log of this backup has its words.',
  },
  'request-refused': {
    exitCode: EXIT.failed,
    severity: 'failed',
    sentence: ({ detail }) => `The window asked for something that it may not have: ${detail}.`,
    nextStep: () => 'Close the window and open it again. If that does not help, this is a defect: report it.',
  },
  'hold-not-released': {
    exitCode: EXIT.failed,
    severity: 'attention',
    sentence: ({ detail }) => `The older backups are still held: ${detail}.`,
    nextStep: () => 'Try again when no backup is running.',
  },
  'not-opened': {
    exitCode: EXIT.failed,
    severity: 'attention',
    sentence: ({ detail }) => `It could not be opened: ${detail}.`,
    nextStep: () => 'Choose a program for such files in your desktop, or open it by hand.',
  },
  'snapshot-not-there': {
    exitCode: EXIT.failed,
    severity: 'attention',
    sentence: ({ snapshot, directory }) => `The snapshot ${snapshot} is not in ${directory}.`,
    nextStep: () =>
      'Plug in that disk. If it is there, the snapshot was removed since, to thin out old ones: take a newer one.',
  },
  'snapshot-not-changed': {
    exitCode: EXIT.failed,
    severity: 'attention',
    sentence: ({ detail }) => `The store answered: ${detail}.`,
    nextStep: () => 'If a backup is running there, wait until it has ended.',
  },
  'copy-no-room': {
    exitCode: EXIT.failed,
    severity: 'attention',
    sentence: ({ directory, neededBytes, freeBytes }) =>
      `The files take ${formatBytes(neededBytes)}, and ${directory} has ${formatBytes(freeBytes)} free.`,
    nextStep: () => 'Choose a folder on another disk, or free space there.',
  },
  'copy-failed': {
    exitCode: EXIT.failed,
    severity: 'attention',
    sentence: ({ detail }) => `The files could not be copied: ${detail}.`,
    nextStep: () => 'Choose another folder. The snapshot itself is untouched.',
  },
  'restore-needs-host': {
    exitCode: EXIT.restoreAtHost,
    severity: 'attention',
    sentence: ({ host }) => `The snapshots are on ${host}, which gives files back by a one-time code.`,
    nextStep: () =>
      `${grantThere} Then run this again in a terminal, which asks for the code; a script gives it with --code-from -, on the standard input.`,
  },
  'restore-not-granted': {
    exitCode: EXIT.restoreAtHost,
    severity: 'attention',
    sentence: ({ host }) => `No code is open for this machine on ${host}.`,
    nextStep: () => grantThere,
  },
  'restore-host-busy': {
    exitCode: EXIT.alreadyRunning,
    severity: 'attention',
    sentence: ({ host }) => `Another connection of this machine's key is just giving a code to ${host}.`,
    nextStep: () => 'Try again in a minute. If that was not you, look at the log on the host.',
  },
  'restore-code-wrong': {
    exitCode: EXIT.restoreAtHost,
    severity: 'attention',
    sentence: ({ host }) => `That is not the code that ${host} has shown.`,
    nextStep: ({ left }) =>
      left === 0
        ? `It was the third wrong one, so the code is void. ${grantThere}`
        : `Look at it again: ${left === 1 ? 'after one more wrong try' : `after ${left} more wrong tries`} it is void.`,
  },
  'restore-grant-void': {
    exitCode: EXIT.restoreAtHost,
    severity: 'failed',
    sentence: ({ host }) => `The code on ${host} is void: wrong ones were tried three times.`,
    nextStep: () =>
      `If that was not you, somebody else has this machine's key: the host's log says when. Otherwise: ${grantThere}`,
  },
  'restore-grant-used': {
    exitCode: EXIT.restoreAtHost,
    severity: 'attention',
    sentence: ({ host }) => `The code on ${host} was used already: it is good for one connection.`,
    nextStep: () => grantThere,
  },
  'restore-grant-expired': {
    exitCode: EXIT.restoreAtHost,
    severity: 'attention',
    sentence: ({ host }) => `The time of the code on ${host} is over.`,
    nextStep: () => `${grantThere} With --for 2h there is more time.`,
  },
  'restore-grant-ended': {
    exitCode: EXIT.restoreAtHost,
    severity: 'attention',
    sentence: ({ host, why }) =>
      why === 'time'
        ? `The time that ${host} had allowed ended before all was fetched.`
        : `The permission to read on ${host} was taken back.`,
    nextStep: ({ why }) =>
      `Your files are as they were. ${grantThere}${why === 'time' ? ' With --for 2h there is more time.' : ''} "latchkey --resume" then goes on with a restore that had begun.`,
  },
  'restore-not-covered': {
    exitCode: EXIT.restoreAtHost,
    severity: 'attention',
    sentence: ({ host, snapshot }) => `Other snapshots may be read on ${host}, not ${snapshot}.`,
    nextStep: ({ snapshot }) =>
      `On the host, run "latchkey-host --grant-restore --snapshots all", or "--snapshots ${snapshot}".`,
  },
  'restore-connection-lost': {
    exitCode: EXIT.hostUnreachable,
    severity: 'attention',
    sentence: ({ host, detail }) => `The connection to ${host} was lost: ${detail}.`,
    nextStep: () =>
      `Your files are as they were. The code is used up with the connection. ${grantThere} "latchkey --resume" then goes on with a restore that had begun.`,
  },
  'restore-host-too-old': {
    exitCode: EXIT.failed,
    severity: 'attention',
    sentence: ({ host }) => `The Latchkey on ${host} is too old to give files back.`,
    nextStep: () =>
      'Update latchkey-host there to the version of this machine, or get the files with a login of your own: "Get files back" in the README has the command.',
  },
  'restore-more-than-listed': {
    exitCode: EXIT.failed,
    severity: 'failed',
    sentence: ({ host }) => `The host ${host} sends more than it has listed. The transfer was ended.`,
    nextStep: () =>
      'Your files are as they were. Look after the store on the host: latchkey-host --check-store',
  },
  'restore-no-machine': {
    exitCode: EXIT.failed,
    severity: 'attention',
    sentence: ({ directory, machine }) =>
      `There are no snapshots of a machine called ${machine} in ${directory}.`,
    nextStep: () =>
      'Plug in the right disk. If this machine had another name then, put that into the settings ("machine").',
  },
  'restore-no-snapshot': {
    exitCode: EXIT.failed,
    severity: 'attention',
    sentence: ({ when }) =>
      parseSnapshotName(when) === undefined
        ? `There is no snapshot of that time or before: ${when}.`
        : `There is no snapshot called ${when}.`,
    nextStep: () => 'Run "latchkey --snapshots" to see which there are.',
  },
  'restore-no-path': {
    exitCode: EXIT.failed,
    severity: 'attention',
    sentence: ({ path }) => `That snapshot has no ${path}.`,
    nextStep: ({ path, last }) =>
      last === null
        ? `Run "latchkey --versions PATH" to see which snapshots have ${path}.`
        : `The newest that has it is ${last}: say --at ${last}.`,
  },
  'restore-unanswered': {
    exitCode: EXIT.failed,
    severity: 'failed',
    sentence: ({ detail }) => `The store could not be read: ${detail}.`,
    nextStep: () => 'See whether the disk is whole: latchkey-host --check-store --store DIR',
  },
  'restore-no-place': {
    exitCode: EXIT.failed,
    severity: 'attention',
    sentence: ({ directory, detail }) => `Nothing can be put into ${directory}: ${detail}.`,
    nextStep: () => 'Nothing was changed. Choose a directory that you may write in: --to DIR.',
  },
  'restore-fetch-failed': {
    exitCode: EXIT.failed,
    severity: 'failed',
    sentence: ({ detail }) => `The files could not be fetched from the snapshot: ${detail}.`,
    nextStep: () =>
      'Your files are as they were. Run "latchkey --resume" to go on; what was fetched is not fetched again.',
  },
  'restore-not-proven': {
    exitCode: EXIT.failed,
    severity: 'failed',
    sentence: ({ path }) => `What was fetched of ${path} is not what the snapshot has.`,
    nextStep: () =>
      'Your files are as they were. Run "latchkey --resume" to fetch it again; if that fails too, look after both disks.',
  },
  'restore-cut-short': {
    exitCode: EXIT.failed,
    severity: 'attention',
    sentence: () => 'The restore was cut short before all files were back.',
    nextStep: () =>
      'Go on with it ("latchkey --resume"): what is back stays, and what was fetched is not fetched again.',
  },
  'restore-none': {
    exitCode: EXIT.failed,
    severity: 'attention',
    sentence: ({ wanted }) =>
      wanted === 'resume' ? 'There is no restore to go on with.' : 'There is no restore to undo.',
    nextStep: ({ wanted }) =>
      wanted === 'resume'
        ? 'Run "latchkey --restore PATH" to begin one.'
        : 'A restore can be undone for seven days.',
  },
  'restore-busy': {
    exitCode: EXIT.alreadyRunning,
    severity: 'attention',
    sentence: ({ pid }) => `A restore is running already (process ${pid}).`,
    nextStep: () => 'Wait for its end, or cancel it there.',
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
} satisfies { [C in Exclude<FailureCode, HostFailure['code']>]: FailureText<C> };
