/** What a hostile client might make of a stream that an honest one has sent: at its head, where the vetting is, and behind it. */
import fc from 'fast-check';
import { END_OF_RULES, frame, integer, list, rule } from '../../unit/guard/client-stream';

export interface ClientStream {
  command: string;
  bytes: Buffer;
}

/** Takes a stream and the others that were recorded, and makes another one of it. */
export type Mutation = (stream: ClientStream, others: readonly ClientStream[]) => ClientStream;

const onBytes =
  (change: (bytes: Buffer) => Buffer): Mutation =>
  ({ command, bytes }) => ({ command, bytes: change(bytes) });

/** Most of what matters is in the first bytes. */
const aPlace = fc.oneof(
  { weight: 3, arbitrary: fc.nat({ max: 120 }) },
  { weight: 1, arbitrary: fc.nat({ max: 100_000 }) },
);

const splice = (bytes: Buffer, at: number, removed: number, added: Buffer): Buffer => {
  const start = bytes.length === 0 ? 0 : at % (bytes.length + 1);
  return Buffer.concat([bytes.subarray(0, start), added, bytes.subarray(start + removed)]);
};

const INTEGERS = [0, 1, 2, 4, 5, 128, 255, 256, 4096, 4112, 4113, 0x7fffffff, 0x80000000, 0xffffffff];

/** None names what is excluded. `outside`: a file that the peer has no business with. */
const rulesOf = (outside: string): string[] => [
  ...[
    '!',
    '! ',
    'clear',
    `. ${outside}`,
    `.- ${outside}`,
    `.,s ${outside}`,
    `merge ${outside}`,
    `merge,- ${outside}`,
  ],
  ...[
    ': .rules',
    'dir-merge .rules',
    ':C',
    '-C',
    '-x user.*',
    '+x *',
    'H a',
    'S *',
    'P a',
    'R *',
    'hide *',
    'show *',
  ],
  ...[
    '+ *',
    '+ /**',
    '+ */',
    '+! x',
    '+/ /',
    '+s *',
    '+r *',
    '+p *',
    '+_**',
    '- nothing',
    '-/! *',
    '',
    '+',
    '+ ',
  ],
];
interface Rule {
  text: string;
  /** That it says, where it is another one than it has. */
  length: number | undefined;
}
const someRule = (outside: string): fc.Arbitrary<Rule> =>
  fc.record({
    text: fc.constantFrom(...rulesOf(outside)),
    length: fc.option(fc.constantFrom(...INTEGERS), { nil: undefined, freq: 4 }),
  });
const bytesOfRule = ({ text, length }: Rule): Buffer =>
  length === undefined ? rule(text) : Buffer.concat([integer(length), Buffer.from(text, 'latin1')]);

/** MSG_* of rsync.h, those of no data among them, and some that are none. */
const KINDS = [-7, -1, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 22, 33, 42, 86, 100, 101, 102, 200];

const mutationWith = (aRule: fc.Arbitrary<Rule>): fc.Arbitrary<Mutation> =>
  fc.oneof(
    // Rules, in front of the client's own end of them or wherever else a frame may begin.
    {
      weight: 4,
      arbitrary: fc
        .tuple(fc.array(aRule, { minLength: 1, maxLength: 3 }), fc.boolean(), fc.boolean())
        .map(([rules, isCut, isEnded]): Mutation => {
          const data = Buffer.concat([...rules.map(bytesOfRule), ...(isEnded ? [END_OF_RULES] : [])]);
          const frames = isCut
            ? Buffer.concat([...data].map((byte) => frame(Buffer.from([byte]))))
            : frame(data);
          return onBytes((bytes) => splice(bytes, endOfNames(bytes), 0, frames));
        }),
    },
    // Rules within the client's own first frame, whose length then fits or does not.
    {
      weight: 2,
      arbitrary: fc.tuple(aRule, fc.boolean()).map(([added, fits]): Mutation =>
        onBytes((bytes) => {
          const at = endOfNames(bytes);
          const data = bytesOfRule(added);
          const grown = splice(bytes, at + 4, 0, data);
          if (fits && at + 4 <= bytes.length) grown.writeUInt32LE(bytes.readUInt32LE(at) + data.length, at);
          return grown;
        }),
      ),
    },
    {
      weight: 2,
      arbitrary: fc
        .tuple(aPlace, fc.constantFrom(...KINDS), fc.constantFrom(0, 1, 4, 8, 300))
        .map(([at, kind, length]): Mutation =>
          onBytes((bytes) => splice(bytes, at, 0, frame(Buffer.alloc(length), kind))),
        ),
    },
    {
      weight: 1,
      arbitrary: fc
        .constantFrom(0, 20, 27, 28, 29, 30, 31, 32, 33, 40, 41, 0xffffffff)
        .map((version): Mutation => onBytes((bytes) => splice(bytes, 0, 4, integer(version)))),
    },
    {
      weight: 1,
      arbitrary: fc
        .constantFrom('', 'md5', 'none', 'zlib', 'xxh128 md5', 'a'.repeat(127), '../x', '\0')
        .map((names): Mutation => onBytes((bytes) => splice(bytes, 4, endOfNames(bytes) - 4, list(names)))),
    },
    {
      weight: 2,
      arbitrary: fc
        .tuple(aPlace, fc.constantFrom(...INTEGERS))
        .map(([at, value]): Mutation => onBytes((bytes) => splice(bytes, at, 4, integer(value)))),
    },
    {
      weight: 2,
      arbitrary: fc
        .tuple(aPlace, fc.integer({ min: 0, max: 8 }), fc.uint8Array({ maxLength: 8 }))
        .map(([at, removed, added]): Mutation =>
          onBytes((bytes) => splice(bytes, at, removed, Buffer.from(added))),
        ),
    },
    {
      weight: 1,
      arbitrary: aPlace.map((at): Mutation => onBytes((bytes) => bytes.subarray(0, at % (bytes.length + 1)))),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(aPlace, aPlace, fc.nat())
        .map(([at, from, which]): Mutation => ({ command, bytes }, others) => ({
          command,
          bytes: splice(
            bytes,
            at,
            bytes.length,
            others[which % others.length]?.bytes.subarray(from) ?? Buffer.alloc(0),
          ),
        })),
    },
    // Another honest command in front of it: what the vetting expects is then not what comes.
    {
      weight: 2,
      arbitrary: fc.nat().map((which): Mutation => ({ command, bytes }, others) => ({
        command: others[which % others.length]?.command ?? command,
        bytes,
      })),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(
          fc.constantFrom('', '.', '.v', '.iLsfxCIvu', '.LsfxCIu', '30.1v', '29.5LsfxCIvu', '31.14'),
          fc.boolean(),
        )
        .map(([abilities, isCompressed]): Mutation => ({ command, bytes }) => ({
          command: command.replace(/e\.[A-Za-z]*/, `${isCompressed ? 'z' : ''}e${abilities}`),
          bytes,
        })),
    },
  );

export const someMutations = (outside: string): fc.Arbitrary<Mutation> =>
  fc
    .array(mutationWith(someRule(outside)), { minLength: 1, maxLength: 3 })
    .map((all) => (stream, others) => all.reduce((changed, mutate) => mutate(changed, others), stream));

/** Where the first frame begins: behind the version and the lists of names, which are text. */
function endOfNames(bytes: Buffer): number {
  let at = 4;
  while (at + 4 <= bytes.length && bytes[at + 3] !== 7) at += 1 + (bytes[at] ?? 0);
  return Math.min(at, bytes.length);
}
