/**
 * `--metrics`: how each machine stands, in Prometheus' text format 0.0.4, for the textfile collector of node_exporter. That
 * one takes no timestamps, and needs no "# EOF". What is not known has no sample: zero would be an answer.
 */
import type { MachineHealth } from './machine-health';

interface Metric {
  /** Behind "latchkey_". */
  name: string;
  help: string;
  of: (machine: MachineHealth) => number | boolean | undefined;
}

const METRICS: readonly Metric[] = [
  {
    name: 'last_good_snapshot_timestamp_seconds',
    help: 'When the last snapshot that nothing is wrong with was completed.',
    of: ({ lastGood }) => secondsOf(lastGood?.record.finished),
  },
  {
    name: 'last_good_snapshot_size_bytes',
    help: 'All bytes of the files in that snapshot.',
    of: ({ lastGood }) => lastGood?.record.totals.bytes,
  },
  {
    name: 'last_good_snapshot_files',
    help: 'Files in that snapshot.',
    of: ({ lastGood }) => lastGood?.record.totals.files,
  },
  {
    name: 'last_good_snapshot_duration_seconds',
    help: 'How long its backup took.',
    of: ({ lastGood }) => lastGood?.record.totals.seconds,
  },
  {
    name: 'snapshots',
    help: 'Complete snapshots, good or not.',
    of: ({ snapshots }) => snapshots,
  },
  {
    name: 'alarm',
    help: 'Whether the last completed snapshot looks wrong and nobody has answered for it.',
    of: ({ looksWrong }) => looksWrong,
  },
  {
    name: 'hold',
    help: 'Whether older snapshots are held until the owner has answered (latchkey-host --release).',
    of: ({ isHeld }) => isHeld,
  },
  {
    name: 'last_verified_timestamp_seconds',
    help: "When the newest whole reading of a snapshot's own files began.",
    of: ({ lastVerified }) => secondsOf(lastVerified),
  },
  {
    name: 'unverified_snapshots',
    help: 'Complete snapshots whose own files were not read again yet.',
    of: ({ unverified }) => unverified,
  },
  {
    name: 'bad_files',
    help: 'Files that are not what they were, and of which no good copy has come since.',
    of: ({ badFiles }) => badFiles,
  },
  {
    name: 'last_handed_on_timestamp_seconds',
    help: 'When a snapshot was last handed on (--after).',
    of: ({ handOn }) => secondsOf(handOn?.standing.last?.at),
  },
  {
    name: 'hand_on_failed',
    help: 'Whether the last try to hand a snapshot on has failed.',
    of: ({ handOn }) => (handOn === undefined ? undefined : handOn.standing.kind === 'failed'),
  },
];

/** All samples of one metric stand together, as the format has it. */
export function formatMetrics(store: string, machines: readonly MachineHealth[]): string {
  return METRICS.flatMap(({ name, help, of }) => [
    `# HELP latchkey_${name} ${help}`,
    `# TYPE latchkey_${name} gauge`,
    ...machines.flatMap((health) => {
      const value = of(health);
      if (value === undefined) return [];
      return [
        `latchkey_${name}{store="${label(store)}",machine="${label(health.machine)}"} ${Number(value)}`,
      ];
    }),
  ])
    .map((line) => `${line}\n`)
    .join('');
}

function label(value: string): string {
  return value.replace(/[\\"]/g, '\\$&').replaceAll('\n', '\\n');
}

function secondsOf(time: string | undefined): number | undefined {
  return time === undefined ? undefined : Date.parse(time) / 1000;
}
