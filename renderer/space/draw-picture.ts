/** Draws the boxes of a view. In device pixels, so that edges are sharp at any scale. */
import { isDiskPart } from '../../shared/usage-kinds';
import { ageStep } from './age';
import type { Camera } from './camera';
import { placeLabel, type LabelStyle } from './label';
import type { ColourBy, Hue, Palette } from './palette';
import type { PictureModel } from './picture-model';

export interface Canvas {
  context: CanvasRenderingContext2D;
  /** Device pixels. */
  width: number;
  height: number;
  /** Device pixels for one of the page. */
  ratio: number;
}

export interface Look {
  palette: Palette;
  hatch: CanvasPattern | null;
  colourBy: ColourBy;
  columns: number;
  /** Seconds since 1970. */
  now: number;
  /** Pixels of the page. */
  fontSize: number;
  labelOf: (model: PictureModel, box: number) => { name: string; size: string };
  /** Widths of texts in device pixels, kept from frame to frame. */
  measure: (text: string) => number;
}

export interface Rectangle {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Below this height, in pixels of the page, a gap would eat the box. */
const GAP_FROM = 3;

export function clear({ context, width, height }: Canvas, palette: Palette): void {
  context.fillStyle = palette.surface;
  context.fillRect(0, 0, width, height);
}

/** `skip`: a box that is drawn by another view, with all in it. */
export function drawPicture(canvas: Canvas, model: PictureModel, camera: Camera, look: Look): void {
  const { context, ratio } = canvas;
  const { palette } = look;
  const gap = Math.round(ratio);
  const style: LabelStyle = {
    lineHeight: Math.round(look.fontSize * 1.35 * ratio),
    padding: Math.round(6 * ratio),
    gap: Math.round(10 * ratio),
    measure: look.measure,
  };
  context.font = `${look.fontSize * ratio}px ${palette.font}`;
  context.textBaseline = 'middle';
  const above = model.view.path.length - 1;
  const { column, fate } = model.view.boxes;
  let fill = '';
  for (let box = 0; box < model.count; box += 1) {
    const { x, y, width, height } = placeOf(canvas, model, box, camera, look.columns);
    if (y >= canvas.height || y + height <= 0 || x >= canvas.width || x + width <= 0) continue;
    const apart = height >= GAP_FROM * ratio ? gap : 0;
    const leftOut = fate[box] !== 0;
    const wanted = palette.fill(hueOf(model, box, look), above + (column[box] ?? 0), leftOut);
    if (wanted !== fill) context.fillStyle = fill = wanted;
    context.fillRect(x, y, width - gap, height - apart);
    if (leftOut && look.hatch !== null && height >= GAP_FROM * ratio) {
      context.fillStyle = look.hatch;
      context.fillRect(x, y, width - gap, height - apart);
      fill = '';
    }
    if (height < style.lineHeight) continue;
    const { name, size } = look.labelOf(model, box);
    for (const line of placeLabel(width - gap, height - apart, name, size, style)) {
      context.fillStyle = line.what === 'name' ? palette.text : palette.quietText;
      context.textAlign = line.align === 'start' ? 'left' : 'right';
      context.fillText(line.text, x + line.x, y + line.y);
      fill = '';
    }
  }
}

/** An outline inside of a box's edges. */
export function outlineBox(
  canvas: Canvas,
  { x, y, width, height }: Rectangle,
  colour: string,
  thickness: number,
): void {
  const { context, ratio } = canvas;
  const line = Math.max(1, Math.round(thickness * ratio));
  const gap = Math.round(ratio);
  context.strokeStyle = colour;
  context.lineWidth = line;
  const high = Math.max(height - gap, line + 1);
  context.strokeRect(x + line / 2, y + line / 2, width - gap - line, high - line);
}

/** Whole device pixels: neighbours share their edge. */
export function placeOf(
  canvas: Canvas,
  model: PictureModel,
  box: number,
  camera: Camera,
  columns: number,
): Rectangle {
  const { column, y, height } = model.view.boxes;
  const columnWidth = canvas.width / columns;
  const unit = canvas.height / model.view.request.height;
  const own = (column[box] ?? 0) - camera.left;
  const left = Math.round(own * columnWidth);
  const top = Math.round(((y[box] ?? 0) - camera.top) * camera.scale * unit);
  const bottom = Math.round(((y[box] ?? 0) + (height[box] ?? 0) - camera.top) * camera.scale * unit);
  return {
    x: left,
    y: top,
    width: Math.round((own + 1) * columnWidth) - left,
    height: Math.max(1, bottom - top),
  };
}

function hueOf(model: PictureModel, box: number, { colourBy, now }: Look): Hue {
  const kind = model.kindOf(box);
  // A whole disk is of no kind.
  if (model.view.onDisk && model.names[box] === '' && kind === 'directory') return 'none';
  if (kind === 'unreadable' || isDiskPart(kind)) return kind;
  switch (colourBy) {
    case 'kind':
      return model.hueOf(box);
    case 'age':
      return ageStep(model.view.boxes.newest[box] ?? 0, now) ?? 'none';
    case 'growth':
      return model.growthOf(box);
    case 'excluded':
      return model.fateOf(box) === 'backed-up' ? 'kept' : 'none';
  }
}

/** Thin lines from corner to corner, over what is left out. */
export function makeHatch({ context, ratio }: Canvas, colour: string): CanvasPattern | null {
  const side = Math.round(7 * ratio);
  const tile = document.createElement('canvas');
  tile.width = side;
  tile.height = side;
  const drawn = tile.getContext('2d');
  if (drawn === null) return null;
  drawn.strokeStyle = colour;
  drawn.lineWidth = Math.max(1, ratio);
  drawn.beginPath();
  // Three, so that the corners of neighbouring tiles meet.
  for (const shift of [-side, 0, side]) {
    drawn.moveTo(shift - 1, side + 1);
    drawn.lineTo(shift + side + 1, -1);
  }
  drawn.stroke();
  return context.createPattern(tile, 'repeat');
}
