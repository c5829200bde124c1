/** Packs what waits, fetched and proven, into an archive that waits beside it for its name. */
import { closeSync, createWriteStream, existsSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { endOf, readLines } from '../../../process/read-lines';
import { startProgram } from '../../../process/start-program';
import { failure, success, type Result } from '../../../shared/result';
import { shown } from '../bytes';
import { findPacker, type Packer } from './formats';
import { tarOf } from './tar-stream';

interface Packing {
  /** Where each entry waits at its full path, a binary string. */
  files: string;
  wanted: readonly string[];
  /** Where the archive waits for its name. */
  waiting: string;
  /** What it will be called, a binary string. */
  file: string;
  signal: AbortSignal;
}

/**
 * Does nothing where a whole one waits by now: a restore that was killed is gone on with.
 *
 * Fails with restore-archive-failed and program-missing, where it was cancelled as well: then nothing waits that could be
 * taken for a whole archive.
 *
 * @returns the sockets, which no archive holds
 */
export async function packArchive(
  { files, wanted, waiting, file, signal }: Packing,
  onBytes: (bytes: number) => void,
): Promise<Result<string[]>> {
  if (existsSync(waiting)) return success([]);
  const packer = findPacker(file);
  if (!packer.ok) return packer;
  const sockets: string[] = [];
  let bytes = 0;
  const archive = tarOf({
    ...{ files, wanted, signal },
    onBytes: (more) => {
      bytes += more;
      onBytes(bytes);
    },
    onSocket: (path) => sockets.push(path),
  });
  const unfinished = `${waiting}.unfinished`;
  let descriptor: number | undefined;
  try {
    // What a killed restore's program may still be writing is no part of the new one.
    rmSync(unfinished, { force: true });
    descriptor = openSync(unfinished, 'wx', 0o600);
    await write(archive, descriptor, packer.value, signal);
    fsyncSync(descriptor);
    renameSync(unfinished, waiting);
    return success(sockets);
  } catch (error) {
    return failure({ code: 'restore-archive-failed', file: shown(file), detail: (error as Error).message });
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

/** Throws what keeps it from being written whole. */
async function write(
  archive: AsyncIterable<Buffer>,
  descriptor: number,
  packer: Packer | undefined,
  signal: AbortSignal,
): Promise<void> {
  const stream = Readable.from(archive, { objectMode: false });
  if (packer === undefined) {
    await pipeline(stream, createWriteStream('', { fd: descriptor, autoClose: false }), { signal });
    return;
  }
  const program = await startProgram({ ...packer, signal, stdio: ['pipe', descriptor, 'pipe'] });
  const said: string[] = [];
  readLines(program.stderr, 'utf8', (line) => said.push(line.slice(0, 1000)));
  let problem: unknown;
  try {
    if (program.stdin !== null) await pipeline(stream, program.stdin, { signal });
  } catch (error) {
    problem = error;
    // Half of an archive must not end as a whole one.
    await program.stop();
  }
  const { status, startError } = await program.ended;
  await endOf(program.stderr);
  // Why it has ended says more than that nobody has read on.
  if (problem !== undefined && said.length === 0) throw problem as Error;
  if (status !== 0) throw new Error(startError ?? said[0] ?? 'the program that packs it was ended');
}
