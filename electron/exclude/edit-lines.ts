/** Changes of an exclude list, line by line. What is not changed stays byte for byte: comments, odd line ends, all. */

interface Line {
  text: string;
  end: string;
}

/** Before line `before`, or behind the last one. */
export function insertLine(list: string, text: string, before?: number): string {
  const lines = cut(list);
  const end = lineEndOf(lines);
  const index = before === undefined ? lines.length : before - 1;
  lines.splice(index, 0, { text, end });
  return join(lines, end);
}

export function removeLine(list: string, number: number): string {
  return join(
    cut(list).filter((_, index) => index !== number - 1),
    '',
  );
}

/** `to`: the number that the line is to have afterwards. */
export function moveLine(list: string, from: number, to: number): string {
  const lines = cut(list);
  const end = lineEndOf(lines);
  const moved = lines.splice(from - 1, 1);
  lines.splice(to - 1, 0, ...moved);
  return join(lines, end);
}

function cut(list: string): Line[] {
  return Array.from(list.matchAll(/([^\r\n]*)(\r\n|[\r\n])|[^\r\n]+$/g), ([whole, text, end]) => ({
    text: text ?? whole,
    end: end ?? '',
  }));
}

/** The file's own kind of line end. */
function lineEndOf(lines: readonly Line[]): string {
  return lines.find(({ end }) => end !== '')?.end ?? '\n';
}

/** A last line without an end gets one where it is no longer the last. */
function join(lines: readonly Line[], missingEnd: string): string {
  return lines
    .map(({ text, end }, index) => text + (end === '' && index < lines.length - 1 ? missingEnd : end))
    .join('');
}
