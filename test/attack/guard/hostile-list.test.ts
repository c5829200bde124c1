/** A host that asks for lists: it gets the one that the run wrote of a root, and nothing else by that word. */
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listRoot } from '../../../electron/run/list-root';
import { parseTreeList } from '../../../shared/tree-list';
import { endOf, EXCLUDED_WORDS, makeStage, OUTSIDE_WORDS, waitUntil, type Stage } from './stage';

const LIST = 'what the run wrote\n';

let stage: Stage;
let listFile: string;

beforeAll(async () => {
  stage = await makeStage();
  listFile = join(stage.directory, 'run', 'list-0');
  writeFileSync(listFile, LIST);
  offer(listFile);
});

afterAll(async () => {
  await stage.remove();
});

function offer(file: string | null, silenceLimit = 300): void {
  const roots = stage.plan.roots.map((root) => ({ ...root, listFile: file }));
  stage.writePlan({ ...stage.plan, silenceLimit, roots });
}

async function ask(command: string) {
  const guard = stage.startGuard(command);
  guard.stdin?.end();
  return await endOf(guard);
}

describe('latchkey-list', () => {
  it('hands out the list of a root, and says so', async () => {
    expect(await ask(`latchkey-list ${stage.root}`)).toEqual({ status: 0, printed: LIST });
    await waitUntil(() => stage.messages.length > 1);
    expect(stage.messages).toEqual([
      { type: 'listing', root: stage.root },
      { type: 'listed', root: stage.root },
    ]);
  });

  it.each<[string, () => string]>([
    ['no root', () => 'latchkey-list'],
    ['another path', () => `latchkey-list ${stage.outside}`],
    ['a path in the root', () => `latchkey-list ${stage.root}/secret`],
    ['another spelling of the root', () => `latchkey-list ${stage.root}/`],
    ['the root by a way round', () => `latchkey-list ${stage.root}/../home`],
    ['two roots', () => `latchkey-list ${stage.root} ${stage.root}`],
    ['a second command', () => `latchkey-list ${stage.root}; id`],
    ['a line of its own', () => `latchkey-list ${stage.root}\nid`],
    ['an option', () => `latchkey-list -- ${stage.root}`],
    ['the list by its file', () => `latchkey-list ${listFile}`],
    ['more blanks', () => `latchkey-list  ${stage.root}`],
    ['ionice before it', () => `ionice -c3 latchkey-list ${stage.root}`],
  ])('is refused with %s', async (_what, command) => {
    const { status, printed } = await ask(command());
    expect(status).toBe(1);
    expect(printed).toMatch(/^latchkey-guard: refused: [\x20-\x7e]+\n$/);
    await waitUntil(() => stage.messages.length > 0);
    expect(stage.messages).toMatchObject([{ type: 'refused' }]);
  });

  it('is refused where the run has written none', async () => {
    offer(null);
    try {
      expect((await ask(`latchkey-list ${stage.root}`)).status).toBe(1);
      await waitUntil(() => stage.messages.length > 0);
      expect(stage.messages).toMatchObject([{ type: 'refused' }]);
    } finally {
      offer(listFile);
    }
  });

  it('does not keep its door open for a host that does not read', async () => {
    const large = `${listFile}-large`;
    writeFileSync(large, Buffer.alloc(16 * 1024 * 1024));
    offer(large, 1);
    try {
      const guard = stage.startGuard(`latchkey-list ${stage.root}`);
      const [status] = await new Promise<[number | null]>((resolve) => {
        guard.on('exit', (code) => {
          resolve([code]);
        });
      });
      expect(status).toBe(1);
      expect(stage.messages).toMatchObject([{ type: 'listing' }, { type: 'listed' }]);
    } finally {
      offer(listFile);
    }
  });
});

describe('the list of a root', () => {
  it('names nothing that is left out, nor what is behind a link', async () => {
    const link = join(stage.root, 'link');
    symlinkSync(join(stage.directory, 'elsewhere'), link);
    mkdirSync(join(stage.directory, 'elsewhere'));
    writeFileSync(join(stage.directory, 'elsewhere', 'behind-it'), '');
    try {
      const list = await listRoot({
        ...{ rsync: stage.plan.rsync, root: stage.root, excludeFile: stage.plan.roots[0]?.excludeFile ?? '' },
        head: { format: 1, rsync: '3', latchkey: '0' },
        ...{ settleMs: 0, signal: new AbortController().signal },
      });
      expect([...(parseTreeList(list)?.blocks.keys() ?? [])]).toEqual(['']);
      expect(list.match(/ \S+$/gm)).toEqual([' kept', ' link']);
    } finally {
      rmSync(link);
    }
  });
});

describe('rules of the host that ask for a few names', () => {
  it.each([
    ['excluded ones', ['--include=/secret/', '--include=/secret/key', '--include=/note']],
    ['excluded ones, with all that is in them', ['--include=/secret/***', '--include=**']],
    ['one behind a link', ['--include=/link/', '--include=/link/***']],
    ['one outside', ['--include=/../', '--include=/../diary', '--include=../diary']],
  ])('bring nothing of %s', async (_what, rules) => {
    const link = join(stage.root, 'link');
    symlinkSync(stage.directory, link);
    try {
      const { printed, received } = await stage.pull(['-rlt', ...rules, '--exclude=*']);
      expect(received.filter((path) => !['kept', 'link'].includes(path))).toEqual([]);
      expect(printed).not.toContain(EXCLUDED_WORDS);
      expect(printed).not.toContain(OUTSIDE_WORDS);
    } finally {
      rmSync(link);
    }
  });
});
