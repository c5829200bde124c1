/** The names of boxes that are too thin for letters: listed beside the one that is pointed at, a line leading to each. */
import { AT_REST } from './camera';
import { placeOf, type Canvas, type Look, type Rectangle } from './draw-picture';
import { placeLabel } from './label';
import { NO_BOX, type PictureModel } from './picture-model';

/** So many neighbours on either side are named as well. */
const NEIGHBOURS = 5;
/** Of the picture's width: where a name needs more, its end is left to the line below the picture. */
const WIDEST = 0.45;

type StripLook = Pick<Look, 'palette' | 'columns' | 'fontSize' | 'labelOf'>;

/** Itself and the thin boxes around it in its column, from the top; none where the box has its name in it. */
function stripsAround(
  model: PictureModel,
  box: number,
  isNamed: (box: number) => boolean,
): readonly number[] {
  if (box === NO_BOX || box >= model.count || isNamed(box)) return [];
  const column = model.columns[model.view.boxes.column[box] ?? 0] ?? [];
  const at = column.indexOf(box);
  const reach = (step: 1 | -1): number => {
    let count = 0;
    while (count < NEIGHBOURS) {
      const next = column[at + (count + 1) * step];
      if (next === undefined || isNamed(next)) break;
      count += 1;
    }
    return count;
  };
  return column.slice(at - reach(-1), at + reach(1) + 1);
}

export function drawStripNames(canvas: Canvas, model: PictureModel, box: number, look: StripLook): void {
  const { context, ratio } = canvas;
  const { palette, labelOf } = look;
  const lineHeight = Math.round(look.fontSize * 1.35 * ratio);
  const padding = Math.round(6 * ratio);
  context.font = `${look.fontSize * ratio}px ${palette.font}`;
  context.textBaseline = 'middle';
  const measure = (text: string): number => context.measureText(text).width;
  const placed = (each: number): Rectangle => placeOf(canvas, model, each, AT_REST, look.columns);
  const strips = stripsAround(model, box, (each) => {
    const { width, height } = placed(each);
    const { name, size } = labelOf(model, each);
    const style = { lineHeight, padding, gap: 10 * ratio, measure };
    return height >= lineHeight && placeLabel(width - ratio, height - ratio, name, size, style).length > 0;
  });
  if (strips.length === 0) return;
  const own = placed(box);
  const labels = strips.map((each) => labelOf(model, each));
  const sizes = Math.max(...labels.map(({ size }) => measure(size)));
  const most = canvas.width * WIDEST;
  const wanted = Math.max(...labels.map(({ name }) => measure(name))) + sizes + 3 * padding + 4 * ratio;
  const width = Math.ceil(Math.min(most, wanted));
  const height = strips.length * lineHeight + padding;
  // To the right of its column, where the boxes in it are; to the left at the edge.
  const leader = Math.round(18 * ratio);
  const onRight = own.x + own.width + leader + width <= canvas.width;
  const left = onRight ? own.x + own.width + leader : Math.max(0, own.x - leader - width);
  const middle = own.y + own.height / 2;
  const row = strips.indexOf(box);
  const wantedTop = middle - padding / 2 - (row + 0.5) * lineHeight;
  const top = Math.round(Math.max(0, Math.min(canvas.height - height, wantedTop)));
  context.fillStyle = palette.surface;
  context.fillRect(left, top, width, height);
  context.strokeStyle = palette.outline;
  context.lineWidth = Math.max(1, Math.round(ratio));
  context.strokeRect(left + 0.5, top + 0.5, width - 1, height - 1);
  for (const [index, each] of strips.entries()) {
    const { name, size } = labels[index] ?? { name: '', size: '' };
    const y = top + padding / 2 + (index + 0.5) * lineHeight;
    const strip = placed(each);
    context.globalAlpha = each === box ? 1 : 0.35;
    context.beginPath();
    context.moveTo(onRight ? strip.x + strip.width : strip.x, strip.y + strip.height / 2);
    context.lineTo(onRight ? left : left + width, y);
    context.stroke();
    context.globalAlpha = 1;
    context.fillStyle = each === box ? palette.text : palette.quietText;
    context.textAlign = 'left';
    const room = width - 3 * padding - measure(size);
    context.fillText(cutTo(name, room, measure), left + padding, y);
    context.textAlign = 'right';
    context.fillText(size, left + width - padding, y);
  }
}

/** The whole name, or as much as there is room for. */
function cutTo(name: string, room: number, measure: (text: string) => number): string {
  if (measure(name) <= room) return name;
  const letters = Array.from(new Intl.Segmenter().segment(name), ({ segment }) => segment);
  while (letters.length > 1 && measure(`${letters.join('')}…`) > room) letters.pop();
  return `${letters.join('')}…`;
}
