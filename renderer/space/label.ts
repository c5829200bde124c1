/** Where a box's name and size go: whole, or not at all. Without a DOM. */

export interface LabelLine {
  text: string;
  x: number;
  /** Of the line's middle. */
  y: number;
  align: 'start' | 'end';
  what: 'name' | 'size';
}

export interface LabelStyle {
  lineHeight: number;
  padding: number;
  /** Between a name and a size on one line. */
  gap: number;
  measure: (text: string) => number;
}

const MOST_LINES = 4;
/** No font sets a letter narrower than this part of a line's height; saves measuring what cannot fit. */
const NARROWEST_LETTER = 0.12;

/**
 * The lines for a box of this size, from its top left corner. The size stands at the right of the name; where that has no
 * room below it, and where there is none either it is left out. A name that is too long is broken, never cut.
 */
export function placeLabel(
  width: number,
  height: number,
  name: string,
  size: string,
  { lineHeight, padding, gap, measure }: LabelStyle,
): LabelLine[] {
  const room = width - 2 * padding;
  const rows = height < lineHeight ? 0 : Math.max(1, Math.floor((height - padding) / lineHeight));
  if (rows < 1 || room <= 0 || name === '') return [];
  if (name.length * lineHeight * NARROWEST_LETTER > room * Math.min(rows, MOST_LINES)) return [];
  const lines = breakName(name, room, Math.min(rows, MOST_LINES), measure);
  if (lines === undefined) return [];
  // At the top, and in the middle of a box that is hardly higher than a line.
  const first = Math.min(height / 2, padding / 2 + lineHeight / 2);
  const placed: LabelLine[] = lines.map((text, index) => ({
    text,
    x: padding,
    y: first + index * lineHeight,
    align: 'start',
    what: 'name',
  }));
  const sizeWidth = measure(size);
  const last = lines.length - 1;
  if (lines.length === 1 && measure(name) + gap + sizeWidth <= room) {
    placed.push({ text: size, x: width - padding, y: first, align: 'end', what: 'size' });
  } else if (lines.length < rows && sizeWidth <= room) {
    placed.push({ text: size, x: padding, y: first + (last + 1) * lineHeight, align: 'start', what: 'size' });
  }
  return placed;
}

/** Lines that each fit, together the whole name; undefined where they would be too many. */
function breakName(
  name: string,
  room: number,
  most: number,
  measure: (text: string) => number,
): string[] | undefined {
  const lines: string[] = [];
  let rest = name;
  while (rest !== '') {
    if (lines.length === most) return undefined;
    const count = lettersThatFit(rest, room, measure);
    if (count === 0) return undefined;
    const line = count === rest.length ? rest : rest.slice(0, niceBreak(rest, count));
    lines.push(line);
    rest = rest.slice(line.length);
  }
  return lines;
}

function lettersThatFit(text: string, room: number, measure: (text: string) => number): number {
  if (measure(text) <= room) return text.length;
  let low = 0;
  let high = text.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (measure(text.slice(0, middle)) <= room) low = middle;
    else high = middle - 1;
  }
  // Not between the halves of one character.
  return low > 0 && /[\ud800-\udbff]/.test(text[low - 1] ?? '') ? low - 1 : low;
}

/** Behind a mark that parts words, if there is one in the second half of what fits. */
function niceBreak(text: string, count: number): number {
  for (let at = count; at > count / 2; at -= 1) {
    if (/[-_. /+]/.test(text[at - 1] ?? '')) return at;
  }
  return count;
}
