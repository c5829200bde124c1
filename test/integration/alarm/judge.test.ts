/** Which backups look wrong, which are ordinary days, and what is held. */
import { randomBytes } from 'node:crypto';
import { chmodSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { heldBack, readHold } from '../../../host/alarm/hold';
import { releaseHold } from '../../../host/alarm/release';
import { AlarmStore, type Laptop } from '../../helpers/alarm-store';

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

/** 400 files of several kinds in ten folders, and a second root with 120. */
async function aGoodDay(): Promise<string> {
  const { snapshot, told } = await store.backUp(0, (home, other) => {
    for (let folder = 0; folder < 10; folder += 1) home.fill(`docs/${folder}`, 30, 'odt');
    home.fill('pictures', 100, 'jpg');
    other.fill('archive', 120, 'jpg');
  });
  expect(told).toBeUndefined();
  return snapshot;
}

function encrypt(home: Laptop, paths: readonly string[], suffix: string): void {
  for (const path of paths) {
    if (suffix !== '') home.remove(path);
    home.write(`${path}${suffix}`, randomBytes(40_000));
  }
}

/** Documents that can be compressed, large enough for their entropy to say something. */
function writeDocuments(home: Laptop, count: number): void {
  for (let index = 0; index < count; index += 1) {
    home.write(`text/${index}.txt`, `chapter ${index}: it was a dark and stormy night\n`.repeat(500));
  }
}

describe('a hold by itself', () => {
  test('a root without files, whatever else is in it, and it lasts while the disk is back', async () => {
    const good = await aGoodDay();
    const empty = await store.backUp(1, (_home, other) => {
      other.remove('archive');
    });
    expect(empty.own).toEqual({
      signs: [
        { code: 'root-empty', count: 120, of: 120, name: '/data' },
        { code: 'extension-gone', count: 120, of: 220, name: '.jpg' },
      ],
      ...{ snapshot: empty.snapshot, reference: good, heldSince: AlarmStore.at(1).toISOString() },
    });
    expect(held()).toEqual([good]);
    const back = await store.backUp(2, (_home, other) => {
      other.fill('archive', 120, 'jpg');
    });
    expect(back.own).toBeUndefined();
    expect(back.told).toEqual(empty.own);
  });

  test('one stray file does not hide it', async () => {
    await aGoodDay();
    const { own } = await store.backUp(1, (_home, other) => {
      other.remove('archive');
      other.write('lost+found', 'x');
    });
    expect(own?.signs[0]).toEqual({ code: 'mostly-gone', count: 120, of: 120, name: '/data' });
    expect(own?.heldSince).toBeTypeOf('string');
  });

  test('an exclude rule that leaves out nearly everything', async () => {
    await aGoodDay();
    const run = await store.backUp(
      1,
      (home) => {
        home.remove('docs');
        home.remove('pictures');
      },
      { excludeList: '*\n' },
    );
    expect(run.codes).toContain('root-empty');
    expect(run.own?.heldSince).toBeTypeOf('string');
  });

  test('a root that is not backed up any more', async () => {
    await aGoodDay();
    const run = await store.backUp(
      1,
      (_home, other) => {
        other.remove('');
      },
      { roots: ['/home/you'] },
    );
    expect(run.codes).toEqual(['root-empty', 'extension-gone']);
    expect(run.own?.heldSince).toBeTypeOf('string');
  });

  test('nineteen files are too few to say anything', async () => {
    await store.backUp(0, (home, other) => {
      home.fill('docs', 40);
      other.fill('few', 19);
    });
    const run = await store.backUp(1, (_home, other) => {
      other.remove('few');
    });
    expect(run.told).toBeUndefined();
  });
});

describe('signs that are said', () => {
  test('one: touched, and nothing is held', async () => {
    await aGoodDay();
    const run = await store.backUp(1, (home) => {
      for (const path of home.list('docs').slice(0, 160)) home.write(path, 'another text');
    });
    expect(run.own).toMatchObject({ signs: [{ code: 'touched', count: 160, of: 520 }], heldSince: null });
    expect(held()).toEqual([]);
  });

  test('two: files with a new ending, a note in each folder, contents like random bytes', async () => {
    await store.backUp(0, (home) => {
      writeDocuments(home, 150);
      for (let folder = 0; folder < 60; folder += 1) home.fill(`docs/${folder}`, 10, 'jpg');
    });
    const run = await store.backUp(1, (home) => {
      encrypt(home, home.list('text'), '.locked');
      for (let folder = 0; folder < 60; folder += 1) {
        home.write(`docs/${folder}/READ_ME.html`, `Your files are locked. Id ${folder}`);
      }
    });
    expect(run.codes).toEqual(['extension-gone', 'renamed', 'same-new-file', 'encrypted']);
    expect(run.own?.signs.find(({ code }) => code === 'renamed')).toEqual({
      ...{ code: 'renamed', count: 150, name: '.locked' },
    });
    expect(run.own?.heldSince).toBeTypeOf('string');
  });

  test('times that were set back do not make encrypted files moved ones', async () => {
    await store.backUp(0, (home) => {
      writeDocuments(home, 150);
    });
    const run = await store.backUp(1, (home) => {
      for (const path of home.list('text')) {
        const before = join(home.root, path);
        const size = readFileSync(before).length;
        const times = 1_500_000_000;
        home.remove(path);
        writeFileSync(`${before}.locked`, randomBytes(size));
        utimesSync(`${before}.locked`, times, times);
      }
    });
    expect(run.codes).toContain('renamed');
    expect(run.own?.heldSince).toBeTypeOf('string');
  });

  test('fewer than half of the files', async () => {
    await store.backUp(0, (home) => {
      for (const kind of ['odt', 'ods', 'odp', 'txt', 'csv', 'pdf']) home.fill(kind, 50, kind);
    });
    const run = await store.backUp(1, (home) => {
      for (const kind of ['odt', 'ods', 'odp', 'txt']) home.remove(kind);
    });
    expect(run.codes).toEqual(['half-gone', 'touched']);
  });
});

describe('what is ordinary', () => {
  const days: Record<string, [(home: Laptop, other: Laptop) => void, (home: Laptop, other: Laptop) => void]> =
    {
      'npm ci': [
        (home) => {
          home.fill('app/node_modules/a', 300, 'js');
        },
        (home) => {
          home.remove('app/node_modules');
          home.fill('app/node_modules/b', 300, 'js');
        },
      ],
      'git gc': [
        (home) => {
          home.fill('app/.git/objects', 300, 'pack');
        },
        (home) => {
          home.remove('app/.git/objects');
        },
      ],
      'an emptied trash': [
        (home) => {
          home.fill('.local/share/Trash/files', 300);
        },
        (home) => {
          home.remove('.local/share/Trash/files');
        },
      ],
      'a cleared cache that has the tag': [
        (home) => {
          home.fill('build', 300, 'o');
          home.write('build/CACHEDIR.TAG', 'Signature: 8a477f597d28d172789f06886806bc55\n');
        },
        (home) => {
          home.remove('build');
        },
      ],
      'a folder that moved into another root': [
        (home) => {
          home.fill('work', 300);
        },
        (home, other) => {
          home.move('work', '../../data/work');
          other.write('note', 'moved');
        },
      ],
      'another name for the parent of everything': [
        () => undefined,
        (home) => {
          home.move('docs', 'Documents');
          home.move('pictures', 'Pictures');
        },
      ],
      'a photo import': [
        () => undefined,
        (home) => {
          for (let index = 0; index < 200; index += 1) home.write(`photos/${index}.jpg`, randomBytes(5000));
        },
      ],
      'a virtual machine that was deleted': [
        (home) => {
          home.write('vm/disk.qcow2', Buffer.alloc(20_000_000));
        },
        (home) => {
          home.remove('vm');
        },
      ],
      'a new version of programs': [
        (home) => {
          home.fill('opt/tool-1.0', 140, 'py');
        },
        (home) => {
          home.remove('opt/tool-1.0');
          home.fill('opt/tool-1.1', 140, 'py', 'import ');
        },
      ],
      'another mode for all': [
        () => undefined,
        (home) => {
          for (const path of home.list()) {
            const place = join(home.root, path);
            const content = readFileSync(place);
            const second = 1_500_000_000;
            // As rsync does it: a new inode, the same size and time.
            home.write(path, content);
            utimesSync(place, second, second);
            chmodSync(place, 0o600);
          }
        },
      ],
    };
  test.each(Object.entries(days))('%s', async (name, [before, after]) => {
    await store.backUp(0, (home, other) => {
      home.fill('docs', 300);
      home.fill('pictures', 100, 'jpg');
      other.fill('archive', 120, 'txt');
      before(home, other);
      if (name !== 'another mode for all') return;
      for (const path of home.list()) utimesSync(join(home.root, path), 1_500_000_000, 1_500_000_000);
    });
    const run = await store.backUp(2, after);
    expect(run.warnings).toEqual([]);
    expect(run.told).toBeUndefined();
  });

  test('one sign that nobody answers is how things are after a week', async () => {
    await aGoodDay();
    const touch = await store.backUp(1, (home) => {
      for (const path of home.list('docs').slice(0, 160)) home.write(path, 'another text');
    });
    expect(touch.codes).toEqual(['touched']);
    expect((await store.backUp(5)).codes).toEqual(['touched']);
    expect((await store.backUp(8.1)).codes).toEqual(['touched']);
    expect((await store.backUp(8.2)).told).toBeUndefined();
    expect((await store.backUp(9)).told).toBeUndefined();
  });
});

describe('an attack in small steps', () => {
  test('a quarter a day adds up, is held, and all that was made before is kept', async () => {
    const good = await store.backUp(0, (home) => {
      writeDocuments(home, 400);
    });
    const said: string[] = [];
    for (let day = 1; day <= 4; day += 1) {
      const run = await store.backUp(day, (home) => {
        const clean = home.list('text').slice((day - 1) * 100, day * 100);
        for (const path of clean) home.write(path, randomBytes(30_000));
      });
      said.push(run.told === undefined ? 'nothing' : run.told.heldSince === null ? 'notice' : 'hold');
    }
    expect(said).toEqual(['notice', 'hold', 'hold', 'hold']);
    expect(held()).toContain(good.snapshot);
  });

  test('below each single threshold, every few hours, is said', async () => {
    await store.backUp(0, (home) => {
      writeDocuments(home, 400);
    });
    let run = await store.backUp(0.2);
    for (let step = 1; step <= 20 && run.told === undefined; step += 1) {
      run = await store.backUp(0.2 + step / 6, (home) => {
        for (let index = 0; index < 15; index += 1) home.remove(`text/${step * 15 + index}.txt`);
      });
    }
    expect(run.codes).toEqual(['touched']);
    // As soon as 30 % are gone, and not before.
    expect(run.own?.signs).toEqual([{ code: 'touched', count: 120, of: 400 }]);
  });

  test('hard links do not hide it for longer than a day', async () => {
    await store.backUp(0, (home) => {
      home.fill('docs', 300);
    });
    const one = (home: Laptop): void => {
      for (const path of home.list('docs')) home.write(path, 'x');
    };
    const run = await store.backUp(1.1, one);
    expect(run.codes).toContain('touched');
  });
});

describe('while it is held', () => {
  async function collapse(day: number): Promise<void> {
    await store.backUp(day, (_home, other) => {
      other.remove('archive');
    });
  }

  test('everything made before stays, what comes after does not have to', async () => {
    const good = await aGoodDay();
    const second = await store.backUp(1);
    await collapse(2);
    const later = await store.backUp(3);
    expect(held()).toEqual([good, second.snapshot]);
    expect(later.told?.heldSince).toBe(AlarmStore.at(2).toISOString());
  });

  test('a release makes the newest snapshot what is compared with', async () => {
    await aGoodDay();
    await collapse(1);
    expect(await releaseHold(store.paths)).toMatchObject({ ok: true });
    expect(held()).toEqual([]);
    expect((await store.backUp(2)).told).toBeUndefined();
    const again = await store.backUp(3, (home) => {
      home.remove('docs');
      home.remove('pictures');
    });
    expect(again.own?.heldSince).toBeTypeOf('string');
  });

  test('the rest ends after 30 days where the sign is gone, said a week before; the reference stays', async () => {
    const old = await aGoodDay();
    const reference = await store.backUp(8);
    await collapse(9);
    const back = await store.backUp(10, (_home, other) => {
      other.fill('archive', 120, 'jpg');
    });
    expect(back.warnings).toEqual([]);
    const announced = await store.backUp(33);
    expect(announced.warnings).toEqual([expect.stringContaining('ends on 2026-02-10')]);
    expect(held()).toEqual([old, reference.snapshot]);
    const ended = await store.backUp(40.1);
    expect(ended.warnings).toEqual([expect.stringContaining('has ended')]);
    expect(ended.told).toBeUndefined();
    expect(held()).toEqual([old, reference.snapshot]);
  });

  test('it does not end while the sign is true, nor by a clock that jumps ahead once', async () => {
    const good = await aGoodDay();
    await collapse(1);
    for (const day of [20, 33, 45]) expect((await store.backUp(day)).own).toBeDefined();
    await store.backUp(46, (_home, other) => {
      other.fill('archive', 120, 'jpg');
    });
    expect(held()).toContain(good);
    expect(readHold(store.paths)).toMatchObject({ warnedAt: AlarmStore.at(46).toISOString() });
  });

  test('a second collapse after a good day is a hold of its own, and the first reference stays', async () => {
    const first = await aGoodDay();
    await collapse(1);
    const good = await store.backUp(2, (_home, other) => {
      other.fill('archive', 120, 'jpg');
    });
    await collapse(3);
    expect(readHold(store.paths)).toMatchObject({ reference: good.snapshot, alsoKept: [first] });
    expect(held()).toContain(good.snapshot);
  });

  test('a hold that cannot be read keeps everything, and is named', async () => {
    const good = await aGoodDay();
    writeFileSync(store.paths.hold, '{"format":1');
    const run = await store.backUp(1);
    expect(run.warnings).toEqual([expect.stringContaining('hold.json is not understood')]);
    expect(held()).toEqual([good, run.snapshot]);
  });
});

describe('what cannot be compared', () => {
  async function unreadable(good: string): ReturnType<AlarmStore['backUp']> {
    // Not walked, so that this one is linked from, and the other compared with.
    await store.backUp(0.1);
    const place = join(store.filesOf(good), 'data/archive');
    chmodSync(place, 0o000);
    try {
      return await store.backUp(1.2);
    } finally {
      chmodSync(place, 0o700);
    }
  }

  test('is an alarm of its own, and nothing at all is deleted until somebody answers', async () => {
    const good = await aGoodDay();
    const run = await unreadable(good);
    const since = AlarmStore.at(1.2).toISOString();
    expect(run.own).toEqual({
      ...{ signs: [{ code: 'not-compared', count: 0 }], snapshot: run.snapshot, reference: good },
      heldSince: since,
    });
    expect(run.warnings).toEqual([expect.stringContaining('could not be compared')]);
    const later = await store.backUp(2);
    expect(later.own).toBeUndefined();
    expect(later.told).toMatchObject({ snapshot: run.snapshot, heldSince: since });
    for (const day of [30, 40]) await store.backUp(day);
    expect(held()).toEqual(store.complete());
    expect(await releaseHold(store.paths)).toMatchObject({ ok: true });
    expect(held()).toEqual([]);
    expect((await store.backUp(41)).told).toBeUndefined();
  });

  test('joins the hold that there is', async () => {
    const good = await aGoodDay();
    const emptied = await store.backUp(0.5, (_home, other) => {
      other.remove('archive');
    });
    chmodSync(join(store.filesOf(good), 'home/you/docs'), 0o000);
    const run = await store.backUp(1);
    chmodSync(join(store.filesOf(good), 'home/you/docs'), 0o700);
    expect(run.codes).toEqual(['not-compared']);
    expect(readHold(store.paths)).toMatchObject({
      ...{ everything: true, snapshot: emptied.snapshot, reference: good },
      signs: [...(emptied.own?.signs ?? []), { code: 'not-compared', count: 0 }],
    });
    expect(held()).toEqual(store.complete());
  });
});
