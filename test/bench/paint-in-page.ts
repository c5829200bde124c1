/** The drawing half of the picture's benchmark, for Chromium: the very painter of the Space view. */
import { zoomBetween } from '../../renderer/space/camera';
import { PicturePainter } from '../../renderer/space/painter';
import type { Palette } from '../../renderer/space/palette';
import { PictureModel } from '../../renderer/space/picture-model';
import { speak } from '../../shared/words/languages';
import type { UsageView } from '../../shared/ipc-space';

interface Drawn {
  /** Milliseconds. */
  paint: number[];
  zoom: number[];
  /** How many boxes each view has. */
  boxes: number;
  near: number;
}

declare global {
  interface Window {
    paintPicture: (wide: UsageView, near: UsageView, rounds: number) => Drawn;
  }
}

const PALETTE: Palette = {
  fill: (hue, depth, leftOut) => `oklch(76% ${leftOut ? 0 : 0.01 * depth} ${hue.length * 20})`,
  ...{ text: '#000', quietText: '#333', surface: '#fff', hatch: '#0003', outline: '#000' },
  ...{ focus: '#00f', found: '#fa0', font: 'sans-serif' },
};

window.paintPicture = (wideView, nearView, rounds) => {
  const boxes = document.body.appendChild(document.createElement('canvas'));
  const painter = new PicturePainter(boxes, document.createElement('canvas'));
  const { formats } = speak('en', 'en-GB');
  painter.look({
    ...{ palette: PALETTE, colourBy: 'kind', fontSize: 12, now: 0 },
    labelOf: (model, box) => ({
      name: model.names[box] ?? '',
      size: formats.bytes(model.view.boxes.size[box] ?? 0),
    }),
  });
  painter.resize(innerWidth, innerHeight, 1);
  const time = (work: () => void): number => {
    const start = performance.now();
    work();
    // Drawing is only recorded until somebody looks.
    boxes.getContext('2d')?.getImageData(0, 0, 1, 1);
    return performance.now() - start;
  };
  const repeat = (work: (round: number) => void): number[] =>
    Array.from({ length: rounds }, (_, round) =>
      time(() => {
        work(round);
      }),
    );
  const paint = repeat(() => {
    painter.show(new PictureModel(wideView), false);
  });
  const wide = new PictureModel(wideView);
  const near = new PictureModel(nearView);
  const way = zoomBetween(wide, near);
  if (way === undefined) throw new Error('the views have nothing in common');
  const zoom = repeat((round) => {
    painter.paintZoom(way, (round + 0.5) / rounds);
  });
  return { paint, zoom, boxes: wide.count, near: near.count };
};
