/** What the engine says about the space, and the view of it that is asked for. The window keeps no sums of its own. */
import { useCallback, useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react';
import type { Failure } from '../../shared/failures';
import type { UsageState, UsageView, ViewRequest } from '../../shared/ipc-space';
import type { Answer } from '../../shared/ipc';
import { listen, request } from '../engine/client';
import { chooseSince } from './choose-since';
import { PictureModel } from './picture-model';

/** What can be scanned; `token`: a folder that a person chose. */
export type ScanTarget =
  { what: 'roots' | 'home' | 'again' } | { what: 'disk'; disk: number } | { what: 'chosen'; token: string };

/** A view but for what it is of. */
export type ViewShape = Omit<ViewRequest, 'tree' | 'node' | 'since'>;

/** While a scan runs, lists need not follow each of its ticks. */
const LISTS_EVERY_MS = 2000;

export interface Space {
  state: UsageState | undefined;
  model: PictureModel | undefined;
  failure: Failure | undefined;
  /** Goes up whenever lists may have changed. */
  version: number;
  /** Which earlier scan is compared with; null: there is none. */
  since: number | null;
  fail: (failure: Failure | undefined) => void;
  scan: (target: ScanTarget) => void;
  /** Shows this node over the whole height. */
  zoomTo: (node: number) => void;
}

/** `compareWith`: the earlier scan that a person chose; undefined: none was chosen. */
export function useSpace(shape: ViewShape | undefined, compareWith: number | undefined): Space {
  const [state, setState] = useState<UsageState>();
  const [model, setModel] = useState<PictureModel>();
  const [failure, setFailure] = useState<Failure>();
  const [version, setVersion] = useState(0);
  const [top, setTop] = useState({ tree: 0, node: 0 });
  const tree = state?.tree ?? undefined;
  const since = chooseSince(state, compareWith);
  const node = top.tree === tree ? top.node : (state?.at ?? 0);
  const wanted = useRef('');

  const take = useCallback((view: UsageView | null, growing: boolean) => {
    if (view === null || JSON.stringify(view.request) !== wanted.current) return;
    setModel(new PictureModel(view, growing));
  }, []);
  const growing = useRef(false);
  const listed = useRef(0);

  const scan = useCallback((target: ScanTarget) => {
    void startScan(target).then((answer) => {
      setFailure(answer.ok ? undefined : answer.failure);
    });
  }, []);

  useEffect(() => {
    let gone = false;
    const stopListening = listen('space.changed', (change) => {
      setState(change.state);
      const time = performance.now();
      if (change.state.phase !== 'scanning' || time - listed.current > LISTS_EVERY_MS) {
        listed.current = time;
        setVersion((before) => before + 1);
      }
      // Nobody asked for an end: the service has gone, and took along what it had.
      if (change.state.phase === 'none') setFailure({ code: 'usage-service-ended' });
      growing.current = change.state.phase === 'scanning';
      take(change.view, growing.current);
    });
    void request('space.state', null).then((answer) => {
      if (gone) return;
      if (!answer.ok) setFailure(answer.failure);
      else if (answer.value.phase === 'none') scan({ what: 'roots' });
      else setState(answer.value);
    });
    return () => {
      gone = true;
      stopListening();
    };
  }, [scan, take]);

  const asked = tree === undefined || shape === undefined ? '' : viewKey({ tree, node, since, ...shape });
  useEffect(() => {
    wanted.current = asked;
    if (asked === '') return;
    void request('space.view', JSON.parse(asked) as ViewRequest).then((answer) => {
      if (wanted.current !== asked) return;
      if (answer.ok) take(answer.value, growing.current);
      else setFailure(answer.failure);
    });
  }, [asked, take]);

  const zoomTo = useCallback(
    (next: number) => {
      if (tree !== undefined) setTop({ tree, node: next });
    },
    [tree],
  );
  const current = model?.view.request.tree === tree ? model : undefined;
  return { state, model: current, failure, version, since, fail: setFailure, scan, zoomTo };
}

/** In the order in which the contract has the fields, as a view that comes back has them. */
function viewKey(request: ViewRequest): string {
  const { tree, node, columns, height, measure, order, hideExcluded, since } = request;
  return JSON.stringify({ tree, node, columns, height, measure, order, hideExcluded, since });
}

async function startScan(target: ScanTarget): Promise<Answer<number>> {
  if (target.what === 'chosen') return request('disk.scan-folder', { token: target.token });
  const answer = await request('space.scan', target);
  const notSetUp =
    !answer.ok &&
    answer.failure.code === 'settings-missing' &&
    (target.what === 'roots' || target.what === 'again');
  // Before it is set up, the home folder is what a person will want to see.
  return notSetUp ? request('space.scan', { what: 'home' }) : answer;
}

/** The height of an element in whole pixels, as it is now; 0 before it is known. */
export function useHeight(element: RefObject<HTMLElement | null>): number {
  const [height, setHeight] = useState(0);
  useLayoutEffect(() => {
    const { current } = element;
    if (current === null) return;
    const observer = new ResizeObserver(() => {
      setHeight(Math.max(1, Math.floor(current.clientHeight)));
    });
    observer.observe(current);
    return () => {
      observer.disconnect();
    };
  }, [element]);
  return height;
}
