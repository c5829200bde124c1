/** The first-run wizard. Each step says why it asks. */
import type { Formats } from '../formats';

export const setupWords = (formats: Formats) => ({
  title: 'Set up backups',
  stepsLabel: 'Steps',
  steps: { where: 'Where to', what: 'What', 'leave-out': 'Leave out', when: 'When' },
  looking: 'Looking at what this machine has',
  next: 'Next',
  back: 'Back',
  tryAgain: 'Try again',
  copy: 'Copy',
  copied: 'Copied',
  where: {
    title: 'Where shall the backups go?',
    why: 'A backup is only one if it outlives this laptop. Another machine is safest; a disk is simplest: plug it in, and it appears here.',
    disk: (name: string) => `Disk “${name}”`,
    free: (free: string, total: string) => `${free} of ${total} free`,
    freeOnly: (free: string) => `${free} free`,
    problems: {
      'file-system': (fileSystem: string, path: string) =>
        `Not possible: ${path} is formatted as ${fileSystem}, which keeps neither owners nor hard links. Formatted as ext4 it would do.`,
      'read-only': (_fileSystem: string, path: string) => `Not possible: ${path} can only be read.`,
      'not-writable': (_fileSystem: string, path: string) =>
        `Not possible yet: you may not write to ${path}. In a terminal: sudo chown $USER "${path}"`,
    },
    diskGone: 'That disk is not there any more. Plug it in, or choose another place.',
    sshHost: 'Another machine, from your ssh configuration',
    typed: 'Another machine, over ssh',
    typedExplain: 'A home server or a NAS with ssh, rsync and Node.js 18.19 or newer.',
    address: 'Address',
    wrongAddress: 'Such as you@nas, you@192.0.2.7 or, with a port, you@nas:2222',
    folder: 'A folder on this machine',
    hasBackups: 'There are backups already. They stay, unless you thin them out.',
    folderExplain: 'On a second disk, or where a network storage is mounted.',
    choose: 'Choose a folder',
    chooseAnother: 'Choose another folder',
    chooseFirst: 'Choose the folder first',
    sameDisk:
      'It is on the same disk as your files: it helps against deleting by mistake, not against a broken or stolen laptop.',
  },
  host: {
    title: 'Introduce the two machines',
    why: 'Both machines must be sure of each other. After this, the host can read here only while a backup of yours runs.',
    isItRight: 'Is it the right machine?',
    asking: (name: string) => `Asking ${name} for its key`,
    askAgain: 'Ask again',
    known: (name: string) => `Your ssh knows ${name}, and it showed the key that it is known by.`,
    answered: (name: string) =>
      `${name} answered with a key that your ssh does not know yet. Its fingerprint:`,
    compare: 'Compare it with what the host itself says. On the host, in a terminal:',
    copyCompare: 'Copy the command that shows the fingerprint',
    itIs: 'It is that machine',
    itIsNot: 'If it differs, somebody may be in between: go back.',
    changedTitle: (name: string) => `This is not the ${name} that you know`,
    changed:
      'It answered with another key than the one it is known by. Either it was set up anew, or somebody is in between. Nothing was sent to it, and nothing will be. It showed:',
    knownBy: 'Your ssh knows it by:',
    forget:
      'Only if whoever looks after it confirms the new key: forget the old one with this command, then ask again.',
    copyForget: 'Copy the command that forgets the old key',
    letItKnow: 'Let it know this laptop',
    letItKnowWhy:
      'This laptop gets a key of its own for the calls. On the host it can do one thing: ask for a backup.',
    makingKey: 'Making the key for the calls',
    install:
      'Paste this into a terminal here. It puts latchkey-host and that key on the host, and may ask for your password there.',
    copyInstall: 'Copy the install command',
    byHand: 'Or put the key there by hand',
    keyLine:
      'This line belongs into ~/.ssh/authorized_keys on the host, and latchkey-host.mjs into the home folder there:',
    copyKeyLine: 'Copy the line for authorized_keys',
    details: 'Folder, name and way back',
    store: 'Folder on the host',
    wrongStore: 'A path such as latchkey or /srv/backups, without “~” and “..”',
    machine: 'Name of this laptop there',
    wrongMachine: 'Letters, digits, dots and dashes, beginning with a letter or digit',
    reach: 'How the host comes back',
    reaches: {
      tunnel: {
        name: 'Through the call (tunnel)',
        explain:
          'Works behind any router or firewall: the host answers through the connection that called it.',
      },
      direct: {
        name: 'Directly',
        explain:
          'The host connects to this laptop by itself. It must be able to reach it, past any firewall.',
      },
    },
    tryIt: 'Try the way there and back',
    tryItWhy: 'When you have run the command. Nothing is backed up by it.',
    notTried: 'Not tried yet',
    notWorking: 'It does not work yet',
    trying: 'Testing',
    nextUntried: 'Next without the test',
    firstRight: 'First: is it the right machine?',
    cures: {
      'host-login-refused':
        'The host does not know the key yet: run the command above in a terminal, then test again.',
      'host-program-not-installed': 'Run the command above in a terminal, then test again.',
      'host-login-is-shell':
        'The host knows this key without a command. Run the command above in a terminal, then test again. If that does not help, remove the key’s other line from authorized_keys.',
      'host-node-missing':
        'Install Node.js 18 or newer on the host. If it is there, its full path belongs into the key line.',
      'host-node-too-old': 'Install Node.js 18 or newer on the host, then test again.',
      'host-key-not-trusted': 'Go back one step and return: the question is asked again.',
      'host-key-changed': 'Go back one step and return: it says how to mend this.',
      'tunnel-refused':
        'The key line on the host does not allow it: run the command above once more. If that does not help, its sshd forbids forwarding (AllowTcpForwarding).',
      'connect-back-failed': 'Choose “Through the call” above, run the command once more, then test again.',
      'callback-missing': 'Choose “Through the call” above, run the command once more, then test again.',
      'address-mismatch': 'Choose “Through the call” above, run the command once more, then test again.',
    },
  },
  what: {
    title: 'What shall be backed up?',
    why: 'Your home folder holds what cannot be installed again. Its size is being measured while you read this.',
    home: (path: string) => `Your home folder, ${path}`,
    folders: 'Folders that I choose',
    system: 'The whole system',
    explain: {
      home: 'Documents, pictures, mail, settings: all that is yours.',
      folders: 'Only these, each with all that is in it.',
      system: 'Latchkey never is root: what only root may read is left out, and reported as unreadable.',
    },
    soFar: (bytes: string) => `${bytes} so far`,
    measuring: (entries: number) =>
      `Measuring: ${formats.counted(entries, { one: 'entry', other: 'entries' })} so far. You need not wait.`,
    measured: (entries: number) =>
      `Measured: ${formats.counted(entries, { one: 'entry', other: 'entries' })}.`,
    stopped: 'The measuring was stopped; the backup will be complete all the same.',
    unreadable: (count: number) =>
      `${formats.counted(count, { one: 'entry', other: 'entries' })} cannot be read by you and will be missing.`,
    add: 'Add a folder',
    remove: 'Remove',
    removeFolder: (path: string) => `Remove ${path}`,
    none: 'Add at least one folder',
  },
  leaveOut: {
    title: 'What may be left out?',
    why: 'What programs make again by themselves only costs space and time. Ticked is what nobody misses.',
    asking: 'Measuring what each of these takes',
    sum: (backedUp: string, all: string) => `${backedUp} of ${all} will be backed up`,
    growing: 'so far, still measuring',
    caches: (count: number) =>
      count === 1 ? 'The largest cache' : `The ${formats.count(count)} largest caches`,
    leftOut: 'left out',
    backedUp: 'backed up',
    notFound: 'Not found here so far',
    later: 'Single folders can be left out at any time: “Space” shows what takes the space.',
    keptTitle: 'You have an exclude list already',
    kept: 'It stays as it is, and it counts. “Excludes” shows it once the backups are set up.',
  },
  presetWhy: {
    caches: 'Programs fill them again by themselves. Browsers and desktop programs keep most of theirs here.',
    packages: 'What package managers for programmers have fetched, and fetch again when it is needed.',
    'node-modules': '“npm install” brings them back. Many small files, slow to back up.',
    'build-outputs': 'Made from sources that are backed up.',
    'virtual-machines':
      'Very large, and changed as a whole whenever they run. What is inside needs its own backup.',
    trash: 'What you have already thrown away.',
    steam: 'Steam downloads them again. Saved games stay in the backup.',
    downloads: 'Mostly there once more on the network. Look through them first.',
    media: 'Large files that do not shrink. Only if your own recordings are kept elsewhere, too.',
  } as Record<string, string>,
  when: {
    title: 'When shall it happen?',
    why: 'A backup that has to be remembered is forgotten. One that was missed is made up for as soon as it can be.',
    summary: 'What you have chosen',
    size: 'Size',
    sizeUnknown: 'known after the first backup',
    starting: 'Saving the settings and starting the first backup',
  },
  after: {
    title: 'Backups are set up',
    keptList: 'Your exclude list was there already and was kept.',
    next: (bytes?: string) =>
      `The first backup${bytes === undefined ? '' : `, of ${bytes},`} takes longest; later ones only bring what has changed.`,
    space: 'See what takes the space',
  },
});
