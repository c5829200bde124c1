/** Keeps two canvases right: the boxes, which change with the view, and above them what is pointed at. */
import { AT_REST, camerasAt, ease, zoomBetween, type Zoom } from './camera';
import { clear, drawPicture, makeHatch, outlineBox, placeOf, type Canvas, type Look } from './draw-picture';
import type { ColourBy, Palette } from './palette';
import { NO_BOX, type PictureModel } from './picture-model';
import { drawStripNames } from './strip-names';

const ZOOM_MS = 120;

export interface PaintOptions {
  palette: Palette;
  colourBy: ColourBy;
  fontSize: number;
  labelOf: Look['labelOf'];
  /** Seconds since 1970. */
  now: number;
}

export interface Marks {
  focus: number;
  hover: number;
  found: ReadonlySet<number>;
}

export class PicturePainter {
  readonly #boxes: HTMLCanvasElement;
  readonly #marks: HTMLCanvasElement;
  #model: PictureModel | undefined;
  #options: PaintOptions | undefined;
  #shown: Marks = { focus: NO_BOX, hover: NO_BOX, found: new Set() };
  #ratio = 1;
  #frame: number | undefined;
  readonly #widths = new Map<string, number>();
  #hatch: { palette: Palette; ratio: number; pattern: CanvasPattern | null } | undefined;

  constructor(boxes: HTMLCanvasElement, marks: HTMLCanvasElement) {
    this.#boxes = boxes;
    this.#marks = marks;
  }

  /** Of the page's pixels; `ratio`: device pixels for one of them. */
  resize(width: number, height: number, ratio: number): void {
    this.#ratio = ratio;
    this.#widths.clear();
    for (const canvas of [this.#boxes, this.#marks]) {
      canvas.width = Math.max(1, Math.round(width * ratio));
      canvas.height = Math.max(1, Math.round(height * ratio));
    }
    this.paint();
  }

  look(options: PaintOptions): void {
    if (options.palette !== this.#options?.palette || options.fontSize !== this.#options.fontSize) {
      this.#widths.clear();
    }
    this.#options = options;
    this.paint();
  }

  /** Goes over to a view, on the way that leads there if there is one. */
  show(model: PictureModel, animated: boolean): void {
    const before = this.#model;
    this.#model = model;
    this.#stop();
    const moves = before !== undefined && before.view.request.node !== model.view.request.node;
    const zoom = animated && moves ? zoomBetween(before, model) : undefined;
    if (zoom === undefined) this.paint();
    else this.#animate(zoom);
  }

  mark(marks: Marks): void {
    this.#shown = marks;
    if (this.#frame === undefined) this.#paintMarks();
  }

  end(): void {
    this.#stop();
  }

  paint(): void {
    const model = this.#model;
    const canvas = this.#canvasOf(this.#boxes);
    if (model === undefined || canvas === undefined || this.#options === undefined) return;
    this.#stop();
    clear(canvas, this.#options.palette);
    drawPicture(canvas, model, AT_REST, this.#lookAt(canvas, model, this.#options));
    this.#paintMarks();
  }

  #animate(zoom: Zoom): void {
    const start = performance.now();
    const step = (now: number): void => {
      const progress = Math.min(1, Math.max(0, (now - start) / ZOOM_MS));
      this.#frame = undefined;
      if (progress === 1) {
        this.paint();
        return;
      }
      this.paintZoom(zoom, ease(progress));
      this.#frame = requestAnimationFrame(step);
    };
    this.#wipeMarks();
    step(start);
  }

  /** One frame on the way: the wider view, and the nearer one in the place of its box. */
  paintZoom(zoom: Zoom, progress: number): void {
    const canvas = this.#canvasOf(this.#boxes);
    if (canvas === undefined || this.#options === undefined) return;
    const { wide, near } = camerasAt(zoom, progress, zoom.wide.view.request.height);
    clear(canvas, this.#options.palette);
    drawPicture(canvas, zoom.wide, wide, this.#lookAt(canvas, zoom.wide, this.#options));
    drawPicture(canvas, zoom.near, near, this.#lookAt(canvas, zoom.near, this.#options));
  }

  #stop(): void {
    if (this.#frame !== undefined) cancelAnimationFrame(this.#frame);
    this.#frame = undefined;
  }

  #paintMarks(): void {
    const canvas = this.#wipeMarks();
    const model = this.#model;
    if (canvas === undefined || model === undefined || this.#options === undefined) return;
    const { palette } = this.#options;
    const outline = (box: number, colour: string, thickness: number): void => {
      if (box === NO_BOX || box >= model.count) return;
      outlineBox(canvas, placeOf(canvas, model, box, AT_REST, model.width), colour, thickness);
    };
    for (const node of this.#shown.found) outline(model.find(node), palette.found, 2);
    outline(this.#shown.hover, palette.outline, 1);
    outline(this.#shown.focus, palette.focus, 2);
    const named = this.#shown.hover === NO_BOX ? this.#shown.focus : this.#shown.hover;
    drawStripNames(canvas, model, named, { ...this.#options, columns: model.width });
  }

  #wipeMarks(): Canvas | undefined {
    const canvas = this.#canvasOf(this.#marks);
    canvas?.context.clearRect(0, 0, canvas.width, canvas.height);
    return canvas;
  }

  #canvasOf(element: HTMLCanvasElement): Canvas | undefined {
    const context = element.getContext('2d');
    if (context === null) return undefined;
    return { context, width: element.width, height: element.height, ratio: this.#ratio };
  }

  #lookAt(canvas: Canvas, model: PictureModel, options: PaintOptions): Look {
    const { palette } = options;
    if (this.#hatch?.palette !== palette || this.#hatch.ratio !== this.#ratio) {
      this.#hatch = { palette, ratio: this.#ratio, pattern: makeHatch(canvas, palette.hatch) };
    }
    return {
      ...options,
      columns: (this.#model ?? model).width,
      hatch: this.#hatch.pattern,
      measure: (text) => {
        const known = this.#widths.get(text);
        if (known !== undefined) return known;
        const { width } = canvas.context.measureText(text);
        this.#widths.set(text, width);
        return width;
      },
    };
  }
}
