/** Directories of Latchkey's own among a person's files, which no backup takes. */
import { LINE_END, parseLine } from './parse-rules';

/** Where files that come back wait to be put in place (electron/restore). */
export const STAGING_PREFIX = '.latchkey-restore-';

const RULE = `- ${STAGING_PREFIX}*/`;

/** The same rules without them: before all others, of which the first that fits decides, and behind each that clears. */
export function withoutOwnDirectories(rules: string): string {
  const lines = rules.split(LINE_END);
  return [RULE, ...lines.flatMap((line) => (parseLine(line).kind === 'clear' ? [line, RULE] : [line]))].join(
    '\n',
  );
}
