import { expect, test } from 'vitest';
import { parseSenderCommand } from '../../../host/give-back/parse-sender-command';

test.each([
  'rsync --server --sender -lHogtpAXrRSe.LsfxCIvu --specials --numeric-ids . .',
  'rsync --server --sender -nlHogtpAXrcRSe.iLsfxCIvu --specials --numeric-ids . .',
  // For an archive.
  'rsync --server --sender -lHogDtpAXrRSe.LsfxCIvu --numeric-ids . .',
])('%s', (command) => {
  const words = command.split(' ');
  expect(parseSenderCommand(words)).toMatchObject({ ok: true, flags: words.slice(3, -2) });
});

test.each([
  '',
  'sh -c id',
  'rsync --server -lHogtpAXrRSe.LsfxCIvu --specials --numeric-ids . .',
  'rsync --server --sender -lHogtpAXrRSe.LsfxCIvu --specials --numeric-ids . /etc',
  'rsync --server --sender -lHogtpAXrRSe.LsfxCIvu --specials --numeric-ids . . /etc',
  'rsync --server --sender -lHogtpAXrRSe.LsfxCIvu --specials --numeric-ids --files-from=/etc/passwd . .',
  'rsync --server --sender -lHogtpAXrRSe.LsfxCIvu --remove-source-files --specials --numeric-ids . .',
  'rsync --server --sender -lHogtpAXrRSe.LsfxCIvu --specials --numeric-ids --log-file=/tmp/x . .',
  'rsync --server --sender -slHogtpAXrRSe.LsfxCIvu --specials --numeric-ids . .',
  'rsync --server --sender -LHogtpAXrRSe.LsfxCIvu --specials --numeric-ids . .',
  'rsync --server --sender -kHogtpAXrRSe.LsfxCIvu --specials --numeric-ids . .',
  'rsync --server --sender -lHogtpAXRSe.LsfxCIvu --specials --numeric-ids . .',
  'rsync --server --sender -lHogtpAXrSe.LsfxCIvu --specials --numeric-ids . .',
  'rsync --server --sender --daemon --specials --numeric-ids . .',
  'rsync --server --sender -lHogtpAXrRSe.LsfxCIvu --numeric-ids . .',
  'rsync --server --sender -lHogDtpAXrRSe.LsfxCIvu --specials --numeric-ids . .',
  'rsync --server --sender -lHogDtpAXrRSe.LsfxCIvu --devices --numeric-ids . .',
  'rsync --server --sender -lHogtpAXrRSe./bin/sh --specials --numeric-ids . .',
  // Of a pre-release: its number talks rsync here down to a protocol whose stream begins in another way.
  'rsync --server --sender -logtprRSe30.1LsfxCIvu --specials --numeric-ids . .',
  'rsync --server --sender -lHogtpAXrRSe31.14 --specials --numeric-ids . .',
  'rsync --server --sender -lHogtpAXrRSeLsfxCIvu --specials --numeric-ids . .',
  'rsync --server --sender -lHogtpAXXrRSe.LsfxCIvu --specials --numeric-ids . .',
  'rsync  --server --sender -lHogtpAXrRSe.LsfxCIvu --specials --numeric-ids . .',
])('refused: %s', (command) => {
  expect(parseSenderCommand(command.split(' ')).ok).toBe(false);
});

test('what a later rsync says of itself is left out, as its stream is not known here', () => {
  const words = 'rsync --server --sender -lrRe.LZsvW --specials --numeric-ids . .'.split(' ');
  expect(parseSenderCommand(words)).toEqual({
    ok: true,
    flags: ['-lrRe.Lsv', '--specials', '--numeric-ids'],
    abilities: 'Lsv',
  });
});
