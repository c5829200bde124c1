/** What somebody does who owns the laptop, knows this code and wants the history gone without a word. */
import { randomBytes } from 'node:crypto';
import { chmodSync, lstatSync, readFileSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { heldBack, readHold } from '../../../host/alarm/hold';
import { releaseHold } from '../../../host/alarm/release';
import { readHistory } from '../../../host/keep/read-history';
import { AlarmStore, type Laptop } from '../../helpers/alarm-store';

const TAG = 'Signature: 8a477f597d28d172789f06886806bc55\n';

let store: AlarmStore;

beforeEach(() => {
  store = new AlarmStore();
});

afterEach(() => {
  store.remove();
});

function held(): string[] {
  return [...heldBack(readHold(store.paths), store.complete())];
}

/** 300 documents of 20 kB in 30 folders, and 200 other files. */
async function aGoodDay(): Promise<string> {
  const { snapshot, told } = await store.backUp(0, (home, other) => {
    for (let index = 0; index < 300; index += 1) {
      home.write(`docs/${index % 30}/${index}.odt`, document(index));
    }
    home.fill('src', 100, 'c');
    other.fill('archive', 100, 'jpg');
  });
  expect(told).toBeUndefined();
  return snapshot;
}

function document(index: number): string {
  return `chapter ${index}: it was a dark and stormy night\n`.repeat(450);
}

/** Size and time stay; so do the first bytes, for whoever looks at the head of a file only. */
function encryptBehindHead(home: Laptop, from: string, to: string, headBytes: number): void {
  const place = join(home.root, from);
  const { mtime } = lstatSync(place);
  const content = readFileSync(place);
  home.remove(from);
  const rest = randomBytes(content.length - headBytes);
  home.write(to, Buffer.concat([content.subarray(0, headBytes), rest]));
  utimesSync(join(home.root, to), mtime, mtime);
}

describe('new names for what is not the same', () => {
  test('the head, the size and the time of each file are kept', async () => {
    await aGoodDay();
    const run = await store.backUp(1, (home) => {
      for (const path of home.list('docs')) encryptBehindHead(home, path, `old/${path}`, 8192);
    });
    expect(run.own?.signs).toContainEqual({ code: 'touched', count: 300, of: 500 });
  });

  test('each fifth is left as it was, which is what was looked at once', async () => {
    await aGoodDay();
    const run = await store.backUp(1, (home) => {
      for (const [index, path] of home.list('docs').entries()) {
        if (index % 5 === 0) home.move(path, `old/${path}`);
        else encryptBehindHead(home, path, `old/${path}`, 0);
      }
    });
    expect(run.own?.signs).toContainEqual({ code: 'touched', count: 300, of: 500 });
  });

  test('what cannot be read counts as another', async () => {
    await aGoodDay();
    const run = await store.backUp(1, (home) => {
      for (const path of home.list('docs')) {
        encryptBehindHead(home, path, `old/${path}`, 0);
        chmodSync(join(home.root, 'old', path), 0);
      }
    });
    expect(run.codes).toContain('touched');
  });

  test('thousands that have one size and one time are matched in a moment', async () => {
    const second = 1_500_000_000;
    await store.backUp(0, (home) => {
      for (let index = 0; index < 6000; index += 1) {
        home.write(`many/${index}`, 'the same');
        utimesSync(join(home.root, `many/${index}`), second, second);
      }
    });
    const run = await store.backUp(1, (home) => {
      home.move('many', 'else');
    });
    expect(run.told).toBeUndefined();
  });
});

describe('a CACHEDIR.TAG', () => {
  test('that is planted one backup before hides nothing', async () => {
    const good = await aGoodDay();
    const planted = await store.backUp(1, (home) => {
      home.write('docs/CACHEDIR.TAG', TAG);
    });
    expect(planted.told).toBeUndefined();
    const run = await store.backUp(2, (home) => {
      for (const path of home.list('docs')) if (!path.endsWith('.TAG')) home.remove(path);
    });
    expect(run.own?.heldSince).toBeTypeOf('string');
    expect(held()).toContain(good);
  });

  test('hides nothing either when it waited for two weeks', async () => {
    await aGoodDay();
    for (let day = 1; day <= 14; day += 1) {
      const run = await store.backUp(day, (home) => {
        if (day === 1) home.write('docs/CACHEDIR.TAG', TAG);
      });
      expect(run.told).toBeUndefined();
    }
    const run = await store.backUp(15, (home) => {
      home.remove('docs');
    });
    expect(run.own?.heldSince).toBeTypeOf('string');
  });

  test('in a new folder that everything was moved into hides nothing', async () => {
    await aGoodDay();
    const moved = await store.backUp(1, (home) => {
      home.move('docs', 'cache/docs');
      home.write('cache/CACHEDIR.TAG', TAG);
    });
    expect(moved.told).toBeUndefined();
    await store.backUp(9);
    const run = await store.backUp(10, (home) => {
      home.remove('cache/docs');
    });
    expect(run.own?.heldSince).toBeTypeOf('string');
  });

  test('of a program’s own new cache is honoured from the next backup on', async () => {
    await aGoodDay();
    await store.backUp(1, (home) => {
      home.write('build/CACHEDIR.TAG', TAG);
      home.fill('build/objects', 400, 'o');
    });
    const run = await store.backUp(2, (home) => {
      home.remove('build');
    });
    expect(run.told).toBeUndefined();
  });

  test('is honoured in whatever the owner has accepted', async () => {
    await aGoodDay();
    await store.backUp(1, (home) => {
      home.write('docs/CACHEDIR.TAG', TAG);
    });
    expect(await releaseHold(store.paths)).toMatchObject({ ok: true });
    const run = await store.backUp(2, (home) => {
      home.remove('docs/3');
      home.remove('docs/4');
    });
    expect(run.told).toBeUndefined();
    expect(
      (
        await store.backUp(3, (home) => {
          home.remove('docs');
        })
      ).told,
    ).toBeUndefined();
  });
});

describe('figures that say little has happened', () => {
  test('every name is a hard link to one file of rubbish, hours after a good backup', async () => {
    const good = await aGoodDay();
    await store.backUp(0.1);
    const run = await store.backUp(0.2, (home) => {
      home.write('rubbish', 'x');
      for (const path of home.list('docs')) home.link('rubbish', path);
    });
    expect(run.codes).toContain('touched');
    expect(run.own?.reference).toBe(good);
  });

  test('a backup that was not walked is never what later ones are compared with', async () => {
    const good = await aGoodDay();
    const lie = { files: 500, transferredFiles: 0, createdFiles: 0 };
    const unseen = await store.backUp(
      0.1,
      (home) => {
        home.remove('docs');
      },
      { figures: lie },
    );
    expect(unseen.told).toBeUndefined();
    const seen = await store.backUp(1.2);
    expect(seen.own).toMatchObject({ reference: good });
    expect(seen.own?.heldSince).toBeTypeOf('string');
    expect(held()).toEqual([good, unseen.snapshot]);
  });

  test('other roots than before are looked at', async () => {
    await aGoodDay();
    const run = await store.backUp(
      0.1,
      (home) => {
        for (const path of home.list('docs').slice(0, 250)) home.remove(path);
      },
      {
        roots: ['/home/you', '/home/you/src', '/data'],
        figures: { files: 500, transferredFiles: 0, createdFiles: 0 },
      },
    );
    expect(run.codes).toContain('touched');
  });

  test('all signs are looked for since a week ago: notes and new endings, a few a day', async () => {
    const good = await aGoodDay();
    const said: string[] = [];
    for (let day = 1; day <= 5; day += 1) {
      const run = await store.backUp(day, (home) => {
        for (let folder = (day - 1) * 6; folder < day * 6; folder += 1) {
          for (const path of home.list(`docs/${folder}`).slice(0, 4)) {
            home.remove(path);
            home.write(`${path}.locked`, document(folder));
          }
        }
      });
      said.push(run.told === undefined ? 'nothing' : run.told.heldSince === null ? 'notice' : 'hold');
    }
    // 24 a day: 120 of 500 files got another ending, which is below 30 %.
    expect(said).toEqual(['nothing', 'nothing', 'nothing', 'nothing', 'notice']);
    expect(readFileSync(store.paths.alarmState, 'utf8')).toContain(good);
  });
});

describe('patience', () => {
  test('rubbish by the thousand, a wait of ten days, then the documents are overwritten', async () => {
    const good = await aGoodDay();
    await store.backUp(1, (home) => {
      home.fill('rubbish', 2500, 'dat', 'x');
    });
    for (const day of [4, 7, 10]) expect((await store.backUp(day)).told).toBeUndefined();
    const run = await store.backUp(11, (home, other) => {
      for (const path of home.list('docs')) home.write(path, `nothing ${path}\n`.repeat(900));
      for (const path of home.list('src')) home.write(path, `nothing ${path}\n`);
      for (const path of other.list('archive')) other.write(path, `nothing ${path}\n`);
    });
    expect(run.own).toMatchObject({ signs: [{ code: 'touched', count: 500, of: 500 }], reference: good });
    expect(run.own?.heldSince).toBeTypeOf('string');
  });

  test('a quarter of it every eight days', async () => {
    const good = await aGoodDay();
    const said: string[] = [];
    for (let step = 0; step < 4; step += 1) {
      for (let day = 0; day < 8; day += 2) await store.backUp(1 + step * 7.5 + day * 0.9);
      const run = await store.backUp(8 + step * 7.5, (home, other) => {
        const all = [...home.list(), ...other.list()];
        for (const path of all.slice(step * 125, (step + 1) * 125)) {
          const owner = path.startsWith('archive') ? other : home;
          owner.write(path, `nothing ${path}\n`.repeat(20));
        }
      });
      said.push(run.told === undefined ? 'nothing' : run.told.heldSince === null ? 'notice' : 'hold');
    }
    expect(said.slice(2)).not.toContain('nothing');
    expect((await readHistory(store.paths)).rules.held.size).toBeGreaterThan(0);
    expect(store.complete()).toContain(good);
  });
});

describe('everything is overwritten in place', () => {
  function overwrite(home: Laptop, paths: readonly string[]): void {
    for (const [index, path] of paths.entries()) home.write(path, `nothing ${index}\n`.repeat(900));
  }

  test('with rubbish that can be compressed, all at once: held', async () => {
    const good = await aGoodDay();
    const run = await store.backUp(1, (home, other) => {
      overwrite(home, home.list());
      overwrite(other, other.list());
    });
    expect(run.codes).toEqual(['touched']);
    expect(run.own?.heldSince).toBeTypeOf('string');
    expect(held()).toEqual([good]);
  });

  test('with more than half of it, no time alone makes it how things are, and what was before stays', async () => {
    const good = await aGoodDay();
    const run = await store.backUp(1, (home) => {
      overwrite(home, home.list('docs'));
    });
    expect(run.own).toMatchObject({ signs: [{ code: 'touched', count: 300, of: 500 }], heldSince: null });
    for (const day of [5, 9, 14, 30]) expect((await store.backUp(day)).codes).toEqual(['touched']);
    expect((await readHistory(store.paths)).rules.held).toContain(good);
  });

  test('with size and time as they were, once the other contents have come', async () => {
    await aGoodDay();
    const run = await store.backUp(1, (home) => {
      for (const path of home.list('docs')) encryptBehindHead(home, path, path, 8192);
    });
    expect(run.codes).toContain('touched');
    expect(run.own?.signs.find(({ code }) => code === 'touched')).toMatchObject({ count: 300, of: 500 });
  });
});
