import { PURE_FILES } from './pure-files.mjs';

const ENGINE =
  '^electron/(run|restore|store|history|ssh|confine|exclude|usage|schedule|settings|bus|notify)/';

/** The guard's pure parser and its types; the rest of the guard is a program of its own. */
const GUARD_WORDS = '^electron/guard/(parse-command|plan|messages)\\.ts$';

/** What only computes, in Node as well: paths, arguments, hashes. */
const COMPUTES = '^(node:)?(path|util|crypto)$';

const PURE = `^(${PURE_FILES.map((file) => file.replaceAll('.', '\\.')).join('|')})$`;

/** @param {string} name */
const npm = (name) => `^node_modules/(@types/)?${name}/`;

/**
 * Who may import whom, with the reason beside each rule; the table is in ARCHITECTURE.md. Each folder's rule names all
 * that it may import; everything else is refused. Tests may import anything.
 *
 * @type {import('dependency-cruiser').IConfiguration}
 */
export default {
  forbidden: [
    {
      name: 'shared-is-pure',
      comment:
        'shared/ is spoken by the laptop, the host and, later, the windows: it must run where there is neither Node nor a DOM.',
      severity: 'error',
      from: { path: '^shared/' },
      to: { pathNot: ['^shared/', npm('zod')] },
    },
    {
      name: 'pure-files-stay-pure',
      comment:
        'They can be tested without a machine and trusted in any order, as long as nothing that they are made of looks at one. A type is no knowledge.',
      severity: 'error',
      from: { path: PURE },
      to: {
        pathNot: [PURE, '^shared/', COMPUTES, npm('(zod|tar|node-diff3)')],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'process-is-a-base',
      comment:
        'process/ is used by both sides; whatever it imported, both sides and their bundles would import.',
      severity: 'error',
      from: { path: '^process/' },
      to: { pathNot: ['^process/', npm('(zod|atomically|execa)')], dependencyTypesNot: ['core'] },
    },
    {
      name: 'only-process-and-guard-start-programs',
      comment:
        'One way to start programs: an absolute path, an argument array, no shell, an environment of our own, a time limit. The guard has its own, since it imports nothing.',
      severity: 'error',
      from: { pathNot: ['^process/', '^electron/guard/', '^(test|scripts)/'] },
      to: { path: '^(node:)?(child_process|cluster)$' },
    },
    {
      name: 'guard-stands-alone',
      comment:
        'The guard decides what a stranger may run here. Its surface is what one can read in one sitting: its own files and Node.',
      severity: 'error',
      from: { path: '^electron/guard/' },
      to: { pathNot: '^electron/guard/', dependencyTypesNot: ['core'] },
    },
    {
      name: 'engine-imports',
      comment: 'The engine runs headless, from cron: no Electron, no window, nothing of the host.',
      severity: 'error',
      from: { path: ENGINE, pathNot: '^electron/(usage|bus|notify|restore|confine)/' },
      to: {
        pathNot: [ENGINE, '^shared/', '^process/', GUARD_WORDS, npm('zod')],
        dependencyTypesNot: ['core'],
      },
    },
    {
      name: 'usage-imports',
      comment:
        'As the rest of the engine; koffi: a scan is as fast as its system calls, which Node cannot make one by one; fzstd: Node 20 has no zstd, which ncdu packs with.',
      severity: 'error',
      from: { path: '^electron/usage/' },
      to: {
        pathNot: [ENGINE, '^shared/', '^process/', npm('(zod|koffi|fzstd)')],
        dependencyTypesNot: ['core'],
      },
    },
    {
      name: 'restore-imports',
      comment:
        'As the rest of the engine; koffi: Node has no rename(2) that refuses to replace what is there, and reads no extended attributes; tar: the head of an archive’s entry.',
      severity: 'error',
      from: { path: '^electron/restore/' },
      to: {
        pathNot: [ENGINE, '^shared/', '^process/', npm('(zod|koffi|tar)')],
        dependencyTypesNot: ['core'],
      },
    },
    {
      name: 'confine-imports',
      comment: 'As the rest of the engine; koffi: Node has no call for Landlock.',
      severity: 'error',
      from: { path: '^electron/confine/' },
      to: {
        pathNot: [ENGINE, '^shared/', '^process/', npm('(zod|koffi)')],
        dependencyTypesNot: ['core'],
      },
    },
    {
      name: 'bus-imports',
      comment:
        'As the rest of the engine, and the D-Bus library: only here, so that its ways stay behind one small interface.',
      severity: 'error',
      from: { path: '^electron/bus/' },
      to: {
        pathNot: [ENGINE, '^shared/', '^process/', npm('(zod|dbus-native)')],
        dependencyTypesNot: ['core'],
      },
    },
    {
      name: 'notify-imports',
      comment:
        "As the rest of the engine, and of node-notifier the part for notify-send alone: the rest starts other systems' programs.",
      severity: 'error',
      from: { path: '^electron/notify/' },
      to: {
        pathNot: [
          ...[ENGINE, '^shared/', '^process/', npm('zod')],
          '^node_modules/node-notifier/notifiers/notifysend\\.js$',
        ],
        dependencyTypesNot: ['core'],
      },
    },
    {
      name: 'space-imports',
      comment:
        'The service that measures the disk joins the scan, the exclude list and the settings in a process of its own; it knows neither Electron nor a run.',
      severity: 'error',
      from: { path: '^electron/space/' },
      to: {
        pathNot: ['^electron/(space|usage|exclude|settings)/', '^shared/', '^process/', npm('zod')],
        dependencyTypesNot: ['core'],
      },
    },
    {
      name: 'engine-does-not-know-the-run',
      comment:
        'run/ joins the other engine folders into one backup, restore/ into one way back; if they pointed back, none could be read alone.',
      severity: 'error',
      from: { path: ENGINE, pathNot: '^electron/(run|restore)/' },
      to: { path: '^electron/(run|restore)/' },
    },
    {
      name: 'run-and-restore-stand-alone',
      comment: 'A backup and the way back are two lines; what both need lies below them.',
      severity: 'error',
      from: { path: '^electron/(run|restore)/' },
      to: { path: '^electron/(run|restore)/', pathNot: '^electron/$1/' },
    },
    {
      name: 'guard-is-reached-by-its-run',
      comment: 'The guard knows one plan and one socket: run/ writes the plan, ssh/ listens on the socket.',
      severity: 'error',
      from: { path: ENGINE, pathNot: '^electron/(run|ssh)/' },
      to: { path: '^electron/guard/' },
    },
    {
      name: 'setup-imports',
      comment:
        'What a first set-up needs, for the terminal and the window alike. It stands above the engine, which does not know it.',
      severity: 'error',
      from: { path: '^electron/setup/' },
      to: {
        pathNot: ['^electron/setup/', ENGINE, '^shared/', '^process/', npm('zod')],
        dependencyTypesNot: ['core'],
      },
    },
    {
      name: 'check-imports',
      comment:
        'The check tries everything that a run needs, and a run itself. It stands above the engine, which does not know it.',
      severity: 'error',
      from: { path: '^electron/check/' },
      to: {
        pathNot: ['^electron/check/', ENGINE, '^shared/', '^process/'],
        dependencyTypesNot: ['core'],
      },
    },
    {
      name: 'files-imports',
      comment:
        'What a window asks about backups and gets back from them, and how either root finds the store. It stands above the engine, which does not know it: it joins run/ and restore/.',
      severity: 'error',
      from: { path: '^electron/files/' },
      to: {
        pathNot: ['^electron/files/', ENGINE, '^shared/', '^process/'],
        dependencyTypesNot: ['core'],
      },
    },
    {
      name: 'cli-imports',
      comment:
        'The headless root puts the engine together and talks to people. It explains commands with the very parser the guard uses.',
      severity: 'error',
      from: { path: '^electron/cli/' },
      to: {
        pathNot: [
          '^electron/(cli|setup|files|check)/',
          ENGINE,
          '^shared/',
          '^process/',
          GUARD_WORDS,
          npm('zod'),
        ],
        dependencyTypesNot: ['core'],
      },
    },
    {
      name: 'main-imports',
      comment: 'The graphical root: it may use Electron, and it starts the same engine as the headless one.',
      severity: 'error',
      from: { path: '^electron/main/' },
      to: {
        pathNot: [
          '^electron/(main|setup|files|check)/',
          // The rest of that service is another process's program.
          '^electron/space/messages\\.ts$',
          ENGINE,
          '^shared/',
          '^process/',
          npm('(electron|electron-store|zod)'),
        ],
        dependencyTypesNot: ['core'],
      },
    },
    {
      name: 'preload-imports',
      comment: 'The preload script is the only bridge into the windows: the IPC contract and nothing else.',
      severity: 'error',
      from: { path: '^electron/preload/' },
      to: { pathNot: ['^electron/preload/', '^shared/ipc', npm('electron')] },
    },
    {
      name: 'renderer-imports',
      comment:
        'The windows run in a sandbox without Node; what they know comes through the IPC contract in shared/.',
      severity: 'error',
      from: { path: '^renderer/' },
      to: {
        pathNot: [
          '^renderer/',
          '^shared/',
          npm(
            '(react|react-dom|zod|@radix-ui/react-dropdown-menu|@radix-ui/react-tooltip|@tanstack/react-virtual|@codemirror/[a-z]+|@lezer/highlight|node-diff3)',
          ),
        ],
      },
    },
    {
      name: 'host-imports',
      comment:
        'The host is another machine: it shares the protocol with the laptop, and no code of the laptop.',
      severity: 'error',
      from: { path: '^host/' },
      to: {
        pathNot: ['^host/', '^shared/', '^process/', npm('zod')],
        dependencyTypesNot: ['core'],
      },
    },
    {
      name: 'no-cycles',
      comment: 'Files that import each other can only be understood, tested and moved together.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-unresolvable',
      comment: 'An import that is not found cannot be judged by the rules above.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: '^node_modules/' },
    // Types count as well: a type from the wrong folder is the same knowledge in the wrong place.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
    },
  },
};
