/** Directory trees to scan, and what the real du says of them. */
import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UsageScanner, type ScanOptions, type ScanResult } from '../../electron/usage/usage-scanner';
import { writeDu } from '../../electron/usage/write-du';
import { PROJECT } from './sandbox';

export const WORKER = join(PROJECT, 'dist/usage-worker.mjs');

export const ENGINES = ['koffi', 'node'] as const;
export type Engine = (typeof ENGINES)[number];

/** Workers read the variable when they start. */
export function scannerWith(engine: Engine): UsageScanner {
  process.env.LATCHKEY_USAGE_ENGINE = engine;
  return new UsageScanner({ workerFile: WORKER });
}

export async function scanOnce(
  engine: Engine,
  roots: (string | Buffer)[],
  options: ScanOptions = {},
): Promise<ScanResult> {
  const scanner = scannerWith(engine);
  try {
    return await scanner.scan(roots, { inDuOrder: true, ...options }).done;
  } finally {
    await scanner.close();
  }
}

export function asDu(result: ScanResult, end = 0): string {
  return Buffer.concat([...writeDu(result, result.links, { end })]).toString('latin1');
}

/** du's output and complaints; one file system, as Latchkey has it, unless other options are given. */
export function runDu(roots: string[], ...options: string[]): { out: string; errors: string } {
  const ended = spawnSync('du', [...(options.length === 0 ? ['-x'] : options), '-0ak', ...roots], {
    encoding: 'latin1',
    maxBuffer: 2 ** 30,
    env: { ...process.env, LC_ALL: 'C' },
  });
  return { out: ended.stdout, errors: ended.stderr };
}

export class TreeDirectory {
  readonly path = mkdtempSync(join(tmpdir(), 'lk-usage-'));

  at(name: string): string {
    return join(this.path, name);
  }

  directory(name: string): string {
    mkdirSync(this.at(name), { recursive: true });
    return this.at(name);
  }

  file(name: string, bytes = 1): string {
    writeFileSync(this.at(name), Buffer.alloc(bytes, 'x'));
    return this.at(name);
  }

  /** Names that tools stumble over; each has bytes on disk. */
  oddNames(): void {
    const names = [
      'new\nline',
      'tab\tname',
      ' blank ',
      '-rf',
      '*[a]?',
      'q"\\',
      '\u001b[31m',
      'é',
      'x'.repeat(255),
    ];
    const bytes = [
      ...names.map((name) => Buffer.from(name)),
      Buffer.from([0xff, 0xfe, 0x41]),
      Buffer.from([0xc3]),
    ];
    for (const [index, name] of bytes.entries()) {
      const directory = Buffer.concat([Buffer.from(`${this.path}/`), name]);
      mkdirSync(directory);
      const inner = Buffer.concat([directory, Buffer.from('/'), name]);
      writeFileSync(inner, Buffer.alloc(5000 * (index + 1)));
    }
  }

  links(): void {
    for (const name of ['m', 'a', 'z/deep']) this.directory(name);
    this.file('m/one', 50_000);
    linkSync(this.at('m/one'), this.at('z/deep/two'));
    linkSync(this.at('m/one'), this.at('a/three'));
    linkSync(this.at('m/one'), this.at('m/four'));
    this.file('z/only', 9000);
    // Its other name is outside of what the tests scan below `m`.
    linkSync(this.at('z/only'), this.at('m/outside'));
    symlinkSync('one', this.at('m/link'));
    symlinkSync('/usr', this.at('a/elsewhere'));
    execFileSync('mkfifo', [this.at('a/fifo')]);
  }

  sparse(): void {
    this.file('sparse', 4096);
    truncateSync(this.at('sparse'), 5 * 2 ** 40);
  }

  closed(): void {
    for (const [name, mode] of [
      ['unreadable', 0o300],
      ['unsearchable', 0o400],
      ['nothing', 0o000],
    ] as const) {
      this.directory(`${name}/below`);
      this.file(`${name}/file`, 20_000);
      chmodSync(this.at(name), mode);
    }
  }

  many(count: number): void {
    const directory = this.directory('many');
    for (let index = 0; index < count; index += 1) writeFileSync(`${directory}/f${index}`, '');
  }

  remove(): void {
    execFileSync('chmod', ['-R', 'u+rwX', this.path]);
    // Node cannot remove what is deeper than a path may be long.
    execFileSync('rm', ['-rf', this.path]);
  }
}
