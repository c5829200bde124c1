/**
 * A host that lies on the wire. Each attack is first made on plain rsync with the same arguments, where it works, and then
 * on the guard.
 */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { END_OF_RULES, frame, rule } from '../../unit/guard/client-stream';
import type { Wire } from './hostile-shell';
import { EXCLUDED_WORDS, OUTSIDE_WORDS, makeStage, type Stage } from './stage';

let stage: Stage;
beforeAll(async () => {
  stage = await makeStage();
});
afterAll(async () => {
  await stage.remove();
});

const inFirstFrame = (...rules: string[]): Partial<Wire> => ({
  lists: 1,
  insert: frame(Buffer.concat(rules.map(rule))).toString('hex'),
});

const refusals = () => stage.messages.filter(({ type }) => type === 'refused');

describe('without an attack', () => {
  it('the guard and plain rsync give the same', async () => {
    const plain = await stage.pull(['-aHAXS'], { lists: 1, unguarded: true });
    const guarded = await stage.pull(['-aHAXS'], { lists: 1 });
    expect(plain).toEqual({ status: 0, printed: '', received: ['kept'] });
    expect(guarded).toEqual(plain);
    expect(stage.messages).toEqual([
      { type: 'started', root: stage.root },
      { type: 'ended', root: stage.root, status: 0 },
    ]);
  });

  it.each([
    ['-HaAXz', '--super'],
    ['-a', '--compress-level=3'],
    ['-az', '--compress-level=0'],
    ['-a', '--compress-choice=zstd'],
    ['-a', '--compress-choice=none'],
    ['-azz'],
    ['-az', '--old-compress'],
    ['-aHAXSxx', '--numeric-ids', '--bwlimit=9999', '--timeout=9', '--skip-compress=gz/mp[34]'],
    ['-a', '--delete-excluded', '--delete-after', '--partial-dir=.partial', '--protocol=31'],
    [
      '-a',
      '--include=/kept',
      '--exclude=nothing',
      '--filter=-p x',
      '--filter=-! *',
      '--filter=H y',
      '--filter=P z',
    ],
  ])('%s %s %s %s %s is served', async (...options) => {
    expect(await stage.pull(options)).toEqual({ status: 0, printed: '', received: ['kept'] });
    expect(refusals()).toEqual([]);
  });

  it('nothing is refused for coming in single bytes', async () => {
    expect(await stage.pull(['-az'], { oneByteWrites: true })).toMatchObject({
      status: 0,
      received: ['kept'],
    });
  });
});

describe('rules that clear our exclude list', () => {
  it.each(['!', 'clear'])('plain rsync obeys %j', async (text) => {
    const { received } = await stage.pull(['-a'], { ...inFirstFrame(text), unguarded: true });
    expect(received).toEqual(['kept', 'note', 'secret', 'secret/key']);
    expect(readFileSync(join(stage.destination, 'secret/key'), 'utf8')).toContain(EXCLUDED_WORDS);
  });

  it.each(['!', 'clear', '! '])('the guard refuses %j', async (text) => {
    const { status, received } = await stage.pull(['-a'], inFirstFrame('- harmless', text));
    expect(status).not.toBe(0);
    expect(received).toEqual([]);
    expect(refusals()).toEqual([
      { type: 'refused', reason: expect.stringContaining(`filter rule "${text}" is not allowed`) as string },
    ]);
  });

  it('the guard refuses it in frames of single bytes and in single writes', async () => {
    const bytes = [...rule('!')].map((byte) => frame(Buffer.from([byte])));
    const { received } = await stage.pull(['-a'], {
      lists: 1,
      insert: Buffer.concat(bytes).toString('hex'),
      oneByteWrites: true,
    });
    expect(received).toEqual([]);
    expect(refusals()).toHaveLength(1);
  });
});

describe('rules that make the sender read files', () => {
  // The last word: what the host learns. Up to 3.4, rsync quotes the line that is no rule; later ones only tell that it
  // was read. With a minus every line is a rule, and what the host does not get tells it the line.
  const attacks: [what: string, text: () => string, words: string][] = [
    ['a merge of a file outside the root', () => `. ${stage.outside}`, OUTSIDE_WORDS],
    ['a merge by its word', () => `merge ${stage.outside}`, OUTSIDE_WORDS],
    ['a merge with a comma', () => `.,s ${stage.outside}`, OUTSIDE_WORDS],
    ['a merge of an excluded file', () => `. ${join(stage.root, 'secret/key')}`, EXCLUDED_WORDS],
    ['a merge in each directory', () => ': note', EXCLUDED_WORDS],
    ['a merge in each directory by its word', () => 'dir-merge note', EXCLUDED_WORDS],
    ['a merge of excludes', () => `.- ${stage.outside}`, OUTSIDE_WORDS],
    ['a merge of excludes in each directory', () => ':- note', EXCLUDED_WORDS],
  ];

  it.each(attacks)('plain rsync tells what it reads by %s', async (_what, text, words) => {
    const guessed = join(stage.root, words);
    writeFileSync(guessed, '');
    try {
      const { printed, received } = await stage.pull(['-a'], { ...inFirstFrame(text()), unguarded: true });
      const everyLineIsARule = /^[.:]-/.test(text());
      expect(received).toEqual(everyLineIsARule ? ['kept'] : []);
      if (!everyLineIsARule) expect(printed).toContain('Unknown filter rule');
    } finally {
      rmSync(guessed);
    }
  });

  it.each(attacks)('the guard refuses %s', async (_what, text, words) => {
    const { status, printed, received } = await stage.pull(['-a'], inFirstFrame(text()));
    expect(status).not.toBe(0);
    expect(printed).not.toContain(words);
    expect(printed).toContain('latchkey-guard: refused: filter rule');
    expect(received).toEqual([]);
    expect(refusals()).toHaveLength(1);
  });

  it.each(['-C', ':C', '-x user.x', 'hide x', 'H x', '-', '- a\0', 'nonsense'])(
    'the guard refuses %j',
    async (text) => {
      const { received } = await stage.pull(['-a'], inFirstFrame(text));
      expect(received).toEqual([]);
      expect(refusals()).toHaveLength(1);
    },
  );

  it('a real client that asks for them is refused as well', async () => {
    expect((await stage.pull(['-aF'])).received).toEqual([]);
    expect((await stage.pull(['-a', '--filter=: note'])).received).toEqual([]);
  });
});

describe('rules that would bring excluded files back', () => {
  it.each([
    [['+ /secret/', '+ /secret/***', '+ *'], ['-a']],
    [
      ['+/ /**', '+s *', '+! nothing'],
      ['-a', '--delete-excluded', '--include=/secret/***'],
    ],
    [['+_**'], ['-a', '--delete-excluded', '--delete']],
  ])('%j come behind ours', async (rules, options) => {
    const { received, printed } = await stage.pull(options, inFirstFrame(...rules));
    expect(received).toEqual(['kept']);
    expect(printed).toBe('');
  });
});

describe('whatever rules the vetting lets through', () => {
  const pattern = fc.constantFrom(
    '/secret/***',
    '/secret/',
    'secret',
    'key',
    '/note',
    'note',
    '*',
    '**',
    '/**',
    '/',
    'kept',
  );
  const sign = fc.stringMatching(/^[-+][/!srp]{0,3}[ _]$/);
  const rules = fc.array(
    fc.tuple(sign, pattern).map((parts) => parts.join('')),
    { minLength: 1, maxLength: 4 },
  );

  it('no excluded file is sent', async () => {
    await fc.assert(
      fc.asyncProperty(rules, async (texts) => {
        const { status, received } = await stage.pull(['-a'], inFirstFrame(...texts));
        expect(status).toBe(0);
        expect(received.filter((path) => path !== 'kept')).toEqual([]);
      }),
      { numRuns: 30, endOnFailure: true },
    );
  });
});

describe('a stream that is none of rsync 3.1 or later', () => {
  it.each([0, 27, 28, 29, 30, 41, 255, 0xffffffff])('protocol version %i is refused', async (version) => {
    const { status, received } = await stage.pull(['-a'], { lists: 1, version });
    expect(status).not.toBe(0);
    expect(received).toEqual([]);
    expect(refusals()).toHaveLength(1);
  });

  it.each([
    ['an error', frame(Buffer.from('x'), 1)],
    ['a message', frame(Buffer.from('x'), 2)],
    ['success of a file', frame(Buffer.from([0, 0, 0, 0]), 100)],
    ['a keep-alive', frame(Buffer.alloc(0), 42)],
    ['rules outside of frames', END_OF_RULES],
  ])('%s in front of the rules is refused', async (_what, bytes) => {
    const { received } = await stage.pull(['-a'], { lists: 1, insert: bytes.toString('hex') });
    expect(received).toEqual([]);
    expect(refusals()).toEqual([
      { type: 'refused', reason: expect.stringContaining('before the end of the filter rules') as string },
    ]);
  });

  it.each([
    ['fewer lists than it sends', 'rsync --server --sender -logDtpre.iLsfxCIu . '],
    ['more lists than it sends', 'rsync --server --sender -logDtprze.iLsfxCIvu . '],
  ])('a command that says %s is refused', async (_what, command) => {
    const { received } = await stage.pull(['-a'], {
      ...inFirstFrame('!'),
      command: `${command}${stage.root}/`,
    });
    expect(received).toEqual([]);
    expect(refusals()).toHaveLength(1);
  });
});
