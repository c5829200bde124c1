/** A host that sends another command than it should: each hole of the original's check, and the guard's own promises. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { endOf, makeStage, waitUntil, type Stage } from './stage';

let stage: Stage;
beforeAll(async () => {
  stage = await makeStage();
});
afterAll(async () => {
  await stage.remove();
});

async function run(command: string) {
  const guard = stage.startGuard(command);
  guard.stdin?.end();
  return await endOf(guard);
}

const sender = (words: string) => `rsync --server --sender ${words}`;

describe('commands that are refused with one line', () => {
  it.each([
    ['a shell', () => '', 'no command'],
    ['another program', () => 'cat /etc/passwd', '"cat" where rsync is expected'],
    ['a second command', () => `${sender('-re.v .')} ${stage.root}/; id`, 'is not a root'],
    ['writing', () => `rsync --server -re.v . ${stage.root}/`, '--sender is missing'],
    ['deleting', () => sender(`-re.v --remove-source-files . ${stage.root}/`), 'it deletes files'],
    ['deleting, the old way', () => sender(`-re.v --remove-sent-files . ${stage.root}/`), 'it deletes files'],
    [
      'a log file',
      () => sender(`-re.v --log-file=${stage.directory}/log . ${stage.root}/`),
      'it writes a file',
    ],
    ['a daemon', () => sender(`-re.v --daemon . ${stage.root}/`), 'it starts a daemon'],
    ['a daemon first', () => 'rsync --server --daemon .', '--sender is missing'],
    ['later arguments', () => sender('-sre.v'), 'flag -s'],
    [
      'later arguments, by name',
      () => sender(`-re.v --secluded-args . ${stage.root}/`),
      'come later, unseen',
    ],
    ['a list of files', () => sender(`-re.v --files-from=${stage.outside} . ${stage.root}/`), 'other paths'],
    ['reading devices', () => sender(`-re.v --copy-devices . ${stage.root}/`), 'it reads devices'],
    ['writing devices', () => sender(`-re.v --write-devices . ${stage.root}/`), 'it writes devices'],
    ['debugging', () => sender(`-re.v --debug=FILTER . ${stage.root}/`), 'it tells what is hidden'],
    ['a program', () => sender(`-re.v -e /bin/sh . ${stage.root}/`), 'option "-e"'],
    ['following links', () => sender(`-rLe.v . ${stage.root}/`), 'flag -L'],
    ['an excluded directory', () => sender(`-re.v . ${stage.root}/secret/`), 'is not a root'],
    ['a file outside', () => sender(`-re.v . ${stage.outside}`), 'is not a root'],
    ['two paths', () => sender(`-re.v . ${stage.root}/ ${stage.outside}`), 'is not a root'],
    ['two paths, the root last', () => sender(`-re.v . ${stage.outside} ${stage.root}/`), 'is not a root'],
    ['a line of its own', () => `${sender('-re.v .')} ${stage.root}/\n--daemon`, 'control character'],
  ])('%s', async (_what, command, reason) => {
    const before = readdirSync(stage.root);
    const { status, printed } = await run(command());
    expect(status).toBe(1);
    expect(printed).toMatch(/^latchkey-guard: refused: [\x20-\x7e]+\n$/);
    expect(printed).toContain(reason);
    await waitUntil(() => stage.messages.length > 0);
    expect(stage.messages).toEqual([{ type: 'refused', reason: expect.stringContaining(reason) as string }]);
    expect(readdirSync(stage.root)).toEqual(before);
    expect(existsSync(join(stage.directory, 'log'))).toBe(false);
  });
});

describe('a real client', () => {
  it.each([
    ['--remove-source-files'],
    ['-L'],
    ['-R'],
    ['-s'],
    ['--files-from=/etc/hostname'],
    ['-M--fake-super'],
    ['-M--log-file=/tmp/never'],
    ['--rsync-path=/bin/sh -c rsync'],
    ['--rsync-path=rsync --daemon; rsync'],
  ])('gets nothing with %s', async (option) => {
    const { status, received } = await stage.pull(['-a', option]);
    expect(status).not.toBe(0);
    expect(received).toEqual([]);
    expect(stage.messages).toMatchObject([{ type: 'refused' }]);
    expect(readFileSync(join(stage.root, 'kept'), 'utf8')).toBe('kept\n');
  });

  it('cannot write', async () => {
    const { status, received } = await stage.pull(['-a'], {
      command: `rsync --server -logDtpre.iLsfxCIvu . ${stage.root}/`,
    });
    expect(status).not.toBe(0);
    expect(received).toEqual([]);
  });

  it('hears of hidden names by -vv from plain rsync, not from the guard', async () => {
    const plain = await stage.pull(['-avv'], { unguarded: true, unguardedFlags: 'v' });
    const guarded = await stage.pull(['-avv']);
    expect(plain.printed).toContain('secret');
    expect(guarded.status).toBe(0);
    expect(guarded.received).toEqual(['kept']);
    expect(guarded.printed).toContain('kept');
    expect(guarded.printed).not.toMatch(/secret|note/);
  });

  it('gets symbolic links as links', async () => {
    const link = join(stage.root, 'link');
    symlinkSync(stage.outside, link);
    try {
      expect((await stage.pull(['-rlt'])).received).toEqual(['kept', 'link']);
      expect((await stage.pull(['-rt'])).received).toEqual(['kept']);
    } finally {
      rmSync(link);
    }
  });

  it('gets the root by its name with the rules that fit', async () => {
    const { status, received } = await stage.pull(['-a'], {
      command: sender(`-logDtpre.iLsfxCIvu . ${stage.root}`),
    });
    expect({ status, received }).toEqual({ status: 0, received: ['home', 'home/kept'] });
  });

  it('gets a list and no files in a dry run, and else nothing', async () => {
    stage.writePlan({ ...stage.plan, dryRun: true });
    try {
      expect((await stage.pull(['-a'])).received).toEqual([]);
      expect(stage.messages).toMatchObject([
        { type: 'refused', reason: expect.stringContaining('-n') as string },
      ]);
      const { status, printed, received } = await stage.pull(['-an', '--out-format=%n']);
      expect({ status, received }).toEqual({ status: 0, received: [] });
      expect(printed.split('\n')).toContain('kept');
    } finally {
      stage.writePlan(stage.plan);
    }
  });

  it('gets nothing when the exclude list is gone', async () => {
    const [root] = stage.plan.roots;
    if (root === undefined) throw new Error('no root');
    const excludes = readFileSync(root.excludeFile);
    rmSync(root.excludeFile);
    try {
      const { status, received } = await stage.pull(['-a']);
      expect(status).not.toBe(0);
      expect(received).toEqual([]);
    } finally {
      writeFileSync(root.excludeFile, excludes);
    }
  });
});

describe('the run', () => {
  it('is told, and gets nothing served, where its rsync is unknown', async () => {
    stage.writePlan({ ...stage.plan, rsyncVersion: 'unknown' });
    try {
      const { status } = await run(sender(`-re.v . ${stage.root}/`));
      expect(status).toBe(1);
      await waitUntil(() => stage.messages.length > 0);
      expect(stage.messages).toEqual([{ type: 'refused', reason: 'the version of rsync here is not known' }]);
    } finally {
      stage.writePlan(stage.plan);
    }
  });

  it('that is not there gets nothing served', async () => {
    const elsewhere = join(stage.directory, 'gone.sock');
    stage.writePlan({ ...stage.plan, socket: elsewhere });
    try {
      const { status, received, printed } = await stage.pull(['-a']);
      expect(status).not.toBe(0);
      expect(received).toEqual([]);
      expect(printed).toContain('latchkey-guard: refused: the run is gone');

      // A socket that a killed run left behind is no run either.
      const listen = `require('net').createServer().listen(${JSON.stringify(elsewhere)}, () => console.log('up'))`;
      const killed = spawn(process.execPath, ['-e', listen]);
      await once(killed.stdout, 'data');
      killed.kill('SIGKILL');
      await once(killed, 'exit');
      expect(existsSync(elsewhere)).toBe(true);
      expect((await run(sender(`-re.v . ${stage.root}/`))).printed).toContain('the run is gone');
    } finally {
      stage.writePlan(stage.plan);
    }
  });
});
