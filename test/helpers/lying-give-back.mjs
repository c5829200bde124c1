/**
 * A host that lets anybody in and lists one small file, whatever is asked, and then sends what is in a directory of its own:
 * the forced command of a test's host. lying-give-back.mjs SNAPSHOT PATH DIRECTORY
 */
import { spawn } from 'node:child_process';

const [, , snapshot, path, directory] = process.argv;
const until = new Date(Date.now() + 900_000).toISOString();
const entry = {
  ...{ path, kind: 'file', mode: 0o644, uid: process.getuid?.(), gid: process.getgid?.() },
  ...{ size: 5, mtimeMs: 0, ino: 1, diskBytes: 4096 },
};
const root = path?.slice(0, path.lastIndexOf('/'));
/** @type {Record<string, object[]>} */
const answers = {
  snapshots: [{ answer: 'snapshot', snapshot, latest: true, files: 1, bytes: 5, gaps: 0, roots: [root] }],
  tree: [{ answer: 'entry', ...entry }],
};

/** @param {string} kind @param {Buffer | object} payload */
function say(kind, payload) {
  const body = Buffer.isBuffer(payload) ? payload : Buffer.from(JSON.stringify(payload));
  const head = Buffer.alloc(5);
  head.write(kind);
  head.writeUInt32BE(body.length, 1);
  process.stdout.write(Buffer.concat([head, body]));
}

/** @type {import('node:child_process').ChildProcessWithoutNullStreams | undefined} */
let rsync;

/** @param {string} kind @param {Buffer} payload */
function hear(kind, payload) {
  if (kind === 'c') say('g', { machine: 'laptop', until, snapshots: null });
  if (kind === 'q') {
    /** @type {{ ask: string }} */
    const { ask } = JSON.parse(payload.toString());
    for (const answer of [...(answers[ask] ?? []), { answer: 'end' }]) say('a', answer);
  }
  if (kind === 'f') {
    /** @type {{ words: string[] }} */
    const { words } = JSON.parse(payload.toString());
    rsync = spawn('/usr/bin/rsync', [...words.slice(1, -1), `${directory}/./`]);
    rsync.stdout.on('data', (/** @type {Buffer} */ chunk) => {
      say('d', chunk);
    });
    rsync.once('close', (status) => {
      say('s', { status });
    });
    rsync.stdin.on('error', () => undefined);
  }
  if (kind === 'd') rsync?.stdin.write(payload);
  if (kind === 'e') rsync?.stdin.end();
  if (kind === 'x') rsync?.kill();
}

process.stdout.write('\0latchkey-restore 1\n');
let held = Buffer.alloc(0);
process.stdin.on('data', (chunk) => {
  held = Buffer.concat([held, chunk]);
  while (held.length >= 5 && held.length >= 5 + held.readUInt32BE(1)) {
    const end = 5 + held.readUInt32BE(1);
    hear(held.toString('latin1', 0, 1), held.subarray(5, end));
    held = held.subarray(end);
  }
});
process.stdin.once('end', () => {
  rsync?.kill();
  process.exit();
});
