/** Whether a directory is left out, asked of rsync itself: the only one whose answer counts. */
import { runProgram } from '../../process/run-program';
import { rulesForTransfer } from './rules-for-transfer';

/**
 * `directory` must lie inside `root`. rsync walks just the way down to it under the rules; what it would send is
 * listed, nothing is written. An answer that cannot be had counts as "not excluded": the safe side for the caller.
 */
export async function isExcluded(question: {
  rsync: string;
  excludeList: string;
  root: string;
  directory: string;
}): Promise<boolean> {
  const below = question.directory.slice(question.root === '/' ? 1 : question.root.length + 1).split('/');
  const ways = below.map((_, index) => below.slice(0, index + 1).join('/'));
  const rules = [
    rulesForTransfer(question.excludeList, question.root, false),
    ...ways.map(
      (way) =>
        `+ /${Buffer.from(way, 'utf8')
          .toString('latin1')
          .replace(/[\\*?[]/g, '\\$&')}/\n`,
    ),
    '- *\n',
  ].join('');
  const listed = await runProgram({
    file: question.rsync,
    args: [
      '-rn8',
      '--exclude-from=-',
      '--out-format=%n',
      question.root === '/' ? '/' : `${question.root}/`,
      // The slash keeps rsync from looking for the directory above it where only the root itself is listed.
      '/nonexistent/latchkey/',
    ],
    input: Buffer.from(rules, 'latin1'),
    timeoutMs: 20_000,
  });
  return listed.status === 0 && !listed.stdout.split('\n').includes(`${below.join('/')}/`);
}
