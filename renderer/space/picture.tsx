/** The picture: columns of nested boxes that are walked through with keys and pointed at. */
import {
  useEffect,
  useEffectEvent,
  useLayoutEffect,
  useRef,
  useState,
  type KeyboardEvent,
  type PointerEvent,
} from 'react';
import { useLanguage } from '../ui/language';
import { readPalette, usePalette, type ColourBy } from './palette';
import { PicturePainter } from './painter';
import { NO_BOX, type PictureModel } from './picture-model';
import { useLabels } from './use-labels';
import './palette.css';
import './picture.css';

export interface PictureProps {
  model: PictureModel;
  colourBy: ColourBy;
  focus: number;
  hover: number;
  found: ReadonlySet<number>;
  /** What a screen reader says of the focused box. */
  description: string;
  setFocus: (box: number) => void;
  setHover: (box: number) => void;
  open: (box: number) => void;
  up: () => void;
  search: () => void;
  lookAgain: (box: number) => void;
  trash: (box: number) => void;
  /** Places are of the window, in pixels. */
  menu: (box: number, x: number, y: number) => void;
}

export function Picture(props: PictureProps) {
  const { model, colourBy, focus, hover, found, description, setFocus, setHover, open, menu } = props;
  const { words } = useLanguage();
  const frame = useRef<HTMLDivElement>(null);
  const boxes = useRef<HTMLCanvasElement>(null);
  const marks = useRef<HTMLCanvasElement>(null);
  const painter = useRef<PicturePainter>(null);
  const labelOf = useLabels();
  const palette = usePalette(frame);
  const [focused, setFocused] = useState(false);

  const resize = useEffectEvent((width: number, height: number) => {
    painter.current?.resize(width, height, window.devicePixelRatio);
  });
  useLayoutEffect(() => {
    const element = frame.current;
    if (element === null || boxes.current === null || marks.current === null) return;
    const made = new PicturePainter(boxes.current, marks.current);
    painter.current = made;
    const measure = (): void => {
      resize(element.clientWidth, element.clientHeight);
    };
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    measure();
    return () => {
      observer.disconnect();
      made.end();
      painter.current = null;
    };
  }, []);
  useLayoutEffect(() => {
    const element = frame.current;
    if (element === null) return;
    painter.current?.look({
      palette: palette ?? readPalette(element),
      colourBy,
      labelOf,
      fontSize: Number.parseFloat(getComputedStyle(element).fontSize),
      now: Date.now() / 1000,
    });
  }, [palette, colourBy, labelOf]);
  useLayoutEffect(() => {
    painter.current?.show(model, !matchMedia('(prefers-reduced-motion: reduce)').matches);
  }, [model]);
  useEffect(() => {
    painter.current?.mark({ focus: focused ? focus : NO_BOX, hover, found });
  }, [model, focus, focused, hover, found, palette]);

  const boxAt = ({ clientX, clientY }: { clientX: number; clientY: number }): number => {
    const area = frame.current?.getBoundingClientRect();
    if (area === undefined) return NO_BOX;
    const column = Math.floor(((clientX - area.left) / area.width) * model.width);
    return model.at(column, ((clientY - area.top) / area.height) * model.view.request.height);
  };
  /** Below the box's own corner, for a menu that a key has opened. */
  const menuAtFocus = (): void => {
    const area = frame.current?.getBoundingClientRect();
    if (area === undefined || focus === NO_BOX) return;
    const { column, y } = model.view.boxes;
    const x = area.left + (((column[focus] ?? 0) + 0.1) * area.width) / model.width;
    menu(focus, x, area.top + ((y[focus] ?? 0) / model.view.request.height) * area.height + 20);
  };

  return (
    <div className="picture" ref={frame}>
      <canvas
        ref={boxes}
        className="picture-boxes"
        role="tree"
        tabIndex={0}
        aria-label={words.space.picture}
        aria-activedescendant={`box-${focus}`}
        onFocus={() => {
          setFocused(true);
        }}
        onBlur={() => {
          setFocused(false);
        }}
        onKeyDown={(event) => {
          pressKey(event, props, menuAtFocus);
        }}
        onPointerMove={(event: PointerEvent) => {
          setHover(boxAt(event));
        }}
        onPointerLeave={() => {
          setHover(NO_BOX);
        }}
        onClick={(event) => {
          const box = boxAt(event);
          if (box === NO_BOX) return;
          setFocus(box);
          open(box);
        }}
        onContextMenu={(event) => {
          event.preventDefault();
          const box = boxAt(event);
          if (box === NO_BOX) return;
          setFocus(box);
          menu(box, event.clientX, event.clientY);
        }}
      >
        {focus !== NO_BOX && (
          <div
            key={focus}
            id={`box-${focus}`}
            role="treeitem"
            aria-selected="true"
            aria-level={(model.view.boxes.column[focus] ?? 0) + 1}
          >
            {description}
          </div>
        )}
      </canvas>
      <canvas ref={marks} className="picture-marks" aria-hidden="true" />
    </div>
  );
}

function pressKey(event: KeyboardEvent, props: PictureProps, menuAtFocus: () => void): void {
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  const { model, focus, setFocus, open, up, search, lookAgain, trash } = props;
  const at = Math.max(focus, 0);
  const keys: Record<string, () => void> = {
    ArrowUp: () => {
      setFocus(model.beside(at, -1));
    },
    ArrowDown: () => {
      setFocus(model.beside(at, 1));
    },
    ArrowLeft: () => {
      const parent = model.parents[at] ?? NO_BOX;
      if (parent === NO_BOX) up();
      else setFocus(parent);
    },
    ArrowRight: () => {
      setFocus(model.firstIn(at));
    },
    Home: () => {
      setFocus(0);
    },
    Enter: () => {
      open(at);
    },
    Backspace: up,
    '/': search,
    r: () => {
      lookAgain(at);
    },
    Delete: () => {
      trash(at);
    },
    x: menuAtFocus,
    ContextMenu: menuAtFocus,
    F10: () => {
      if (event.shiftKey) menuAtFocus();
    },
  };
  const act = keys[event.key];
  if (act === undefined) return;
  event.preventDefault();
  act();
}
