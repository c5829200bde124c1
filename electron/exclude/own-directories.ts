/** Directories of Latchkey's own among a person's files, which no backup takes. */
import { LINE_END, parseLine } from './parse-rules';

/** Where files that come back wait to be put in place (electron/restore). */
export const STAGING_PREFIX = '.latchkey-restore-';

/** Where Space keeps sizes of earlier scans (electron/space/kept-scans): with names of what is left out, which no host may see. */
export const SCANS_DIRECTORY = '.latchkey-scans';

const RULES = [`- ${STAGING_PREFIX}*/`, `- ${SCANS_DIRECTORY}/`];

/** The same rules without them: before all others, of which the first that fits decides, and behind each that clears. */
export function withoutOwnDirectories(rules: string): string {
  const lines = rules.split(LINE_END);
  const kept = lines.flatMap((line) => (parseLine(line).kind === 'clear' ? [line, ...RULES] : [line]));
  return [...RULES, ...kept].join('\n');
}
