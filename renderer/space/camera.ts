/** What part of a picture is in sight, and the way from one view to the next. Without a DOM. */
import { NO_BOX, type PictureModel } from './picture-model';

/** On the screen a box is at ((column - left) * columnWidth, (y - top) * scale). */
export interface Camera {
  left: number;
  top: number;
  scale: number;
}

export const AT_REST: Camera = { left: 0, top: 0, scale: 1 };

/** Where the first box of the nearer view lies in the wider one. */
interface Place {
  column: number;
  y: number;
  height: number;
}

/** A way between two views of which one shows a box of the other larger. */
export interface Zoom {
  wide: PictureModel;
  near: PictureModel;
  place: Place;
  /** Into the box, or out of it. */
  inwards: boolean;
}

/** Undefined where neither shows the other: there is no way then, only a change. */
export function zoomBetween(from: PictureModel, to: PictureModel): Zoom | undefined {
  if (from.view.request.tree !== to.view.request.tree) return undefined;
  const inwards = placeOf(from, to);
  if (inwards !== undefined) return { wide: from, near: to, place: inwards, inwards: true };
  const outwards = placeOf(to, from);
  return outwards && { wide: to, near: from, place: outwards, inwards: false };
}

function placeOf(wide: PictureModel, near: PictureModel): Place | undefined {
  const box = wide.find(near.view.request.node);
  if (box === NO_BOX || box === 0) return undefined;
  const { column, y, height } = wide.view.boxes;
  return { column: column[box] ?? 0, y: y[box] ?? 0, height: height[box] ?? 0 };
}

/** Both views' cameras so far on the way; `progress` from 0 to 1. `viewHeight`: of the whole picture, in pixels. */
export function camerasAt(
  { place, inwards }: Zoom,
  progress: number,
  viewHeight: number,
): { wide: Camera; near: Camera } {
  const depth = inwards ? progress : 1 - progress;
  const whole = Math.max(viewHeight, 1);
  const part = Math.max(place.height, 0.5);
  // By equal factors in equal times: otherwise the last part of a deep zoom is a jump.
  const seen = whole * (part / whole) ** depth;
  const top = whole - part < 0.5 ? place.y * depth : (place.y * (whole - seen)) / (whole - part);
  const wide = { left: place.column * depth, top, scale: whole / seen };
  const near = {
    left: wide.left - place.column,
    top: ((wide.top - place.y) * whole) / part,
    scale: (wide.scale * part) / whole,
  };
  return { wide, near };
}

/** Slow at the end, as things come to rest. */
export function ease(progress: number): number {
  return 1 - (1 - progress) ** 3;
}
