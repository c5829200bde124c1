/** A log's lines: each begins with its time, as electron/run/run-log.ts writes it. */
export interface LogLine {
  /** Its place in the whole log. */
  number: number;
  at: Date | undefined;
  words: string;
}

export function parseLog(text: string): LogLine[] {
  return text
    .split('\n')
    .map((line, number) => parseLine(line, number))
    .filter(({ at, words }) => at !== undefined || words !== '');
}

function parseLine(line: string, number: number): LogLine {
  const parts = /^(\d{4}-\d\d-\d\dT[\d:.]+Z) (.*)$/.exec(line);
  if (parts?.[1] === undefined) return { number, at: undefined, words: line };
  return { number, at: new Date(parts[1]), words: parts[2] ?? '' };
}
