/** What takes the space, and what of it is backed up. */
import { useMemo, useRef, useState } from 'react';
import type { ListKind, UsageRow } from '../../shared/ipc-space';
import { isDiskPart, type BoxKind } from '../../shared/usage-kinds';
import { useNow } from '../engine/use-now';
import { usePlace } from '../shell/place';
import { Button } from '../ui/button';
import { Refusal } from '../ui/notice';
import { useLanguage } from '../ui/language';
import { Banner, PathLine, Waiting } from './around-picture';
import { BoxMenu } from './box-menu';
import { describeBox, sayBox } from './describe-box';
import { LargestList } from './largest-list';
import { Legend } from './legend';
import { Picture } from './picture';
import { NO_BOX } from './picture-model';
import { ScanLine } from './scan-line';
import { SpaceHead } from './space-head';
import { Toolbar } from './toolbar';
import { useBoxMenu } from './use-box-menu';
import { useDroppedLists } from './use-dropped-lists';
import { useFocusedBox } from './use-focused-box';
import { canLookAgain, useFreshLook } from './use-fresh-look';
import { useLeaveOut, useUndoKey } from './use-leave-out';
import { useListKey } from './use-list-key';
import { useRows } from './use-rows';
import { useHeight, useSpace } from './use-space';
import { useTrash } from './use-trash';
import { useViewChoices } from './use-view-choices';
import './space.css';

export function SpaceView() {
  const language = useLanguage();
  const now = useNow() / 1000;
  const { space: words } = language.words;
  const { go } = usePlace();
  const choices = useViewChoices();
  const area = useRef<HTMLDivElement>(null);
  const searchField = useRef<HTMLInputElement>(null);
  const height = useHeight(area);
  const { columns, measure, order, hideExcluded } = choices;
  const [compareWith, compare] = useState<number>();
  const space = useSpace(
    height === 0 ? undefined : { columns, height, measure, order, hideExcluded },
    compareWith,
  );
  const { state, model, since, zoomTo } = space;
  const { said, say, leaveOut, undo } = useLeaveOut(language, space.fail);
  const { focus, hover, setFocus, setHover, focusNode } = useFocusedBox(model);
  const menu = useBoxMenu({ area, say, fail: space.fail });
  useFreshLook(state);
  const backToPicture = (): void => area.current?.querySelector('canvas')?.focus();
  useListKey(() => {
    // What has the focus in the list goes with it.
    if (choices.list && document.activeElement?.closest('.list') !== null) backToPicture();
    choices.set.list(!choices.list);
  });
  const [searched, search] = useState('');
  const [chosenList, chooseList] = useState<ListKind>('here');
  const dropping = useDroppedLists(space.fail, words.list.pasted);

  const tree = state?.tree ?? 0;
  const own = state?.origin.kind === 'scan';
  const judged = own && state.sums !== null && state.sums.judged !== null;
  const by = searched !== '' ? 'found' : chosenList === 'grown' && !own ? 'here' : chosenList;
  const top = model?.view.request.node;
  const rows = useRows(
    top === undefined || (!choices.list && by !== 'found')
      ? undefined
      : { tree, node: by === 'unreadable' ? 0 : top, by, measure, hideExcluded, since, text: searched },
    space.version,
  );
  const found = useMemo(() => new Set(by === 'found' ? rows?.rows.map(({ node }) => node) : []), [by, rows]);

  const openBox = (box: number): void => {
    if (model === undefined) return;
    const kind = model.kindOf(box);
    if (box === 0) up();
    else if (kind === 'directory' || kind === 'smaller') zoomTo(model.view.boxes.node[box] ?? 0);
  };
  const up = (): void => {
    const above = model?.view.path.at(-2);
    if (model === undefined || above === undefined) return;
    focusNode(model.view.request.node);
    zoomTo(above.node);
  };
  const showRow = (row: UsageRow): void => {
    if (row.kind === 'directory') {
      zoomTo(row.node);
      return;
    }
    const box = model?.find(row.node) ?? NO_BOX;
    if (box === NO_BOX) focusNode(row.node);
    else setFocus(box);
    backToPicture();
  };
  const trash = useTrash(language, say, space.fail);
  const [undoneFirst, undoFirst] = useState<'trash' | 'excludes'>('excludes');
  const canUndo = state !== undefined && state.undo !== null;
  const putsBack = trash.last !== null && (undoneFirst === 'trash' || !canUndo);
  useUndoKey(canUndo || putsBack, putsBack ? trash.putBack : undo);
  const moveAway = (node: number): void => {
    if (!own) return;
    undoFirst('trash');
    trash.move(tree, node);
  };
  const lookAgain = (node: number): void => {
    if (state !== undefined && canLookAgain(state)) menu.lookAgain(tree, node);
  };

  const shown = hover === NO_BOX ? focus : hover;
  const line = model && shown !== NO_BOX ? describeBox(language, model, shown, now) : undefined;
  const lastRule = state?.undo?.[0];
  return (
    <section className="space" data-dropping={dropping.over || undefined} {...dropping.handlers}>
      <h1 className="unseen">{words.title}</h1>
      <SpaceHead state={state} view={model?.view} zoomTo={zoomTo} />
      <div className="space-bar">
        <Toolbar {...{ choices, own, judged, searched, search, searchField, backToPicture }} />
        {state !== undefined && (
          <ScanLine
            {...{ state, scan: space.scan, fail: space.fail }}
            lookAgain={() => {
              lookAgain(0);
            }}
            showUnreadable={() => {
              choices.set.list(true);
              search('');
              chooseList('unreadable');
            }}
          />
        )}
      </div>
      {state !== undefined && <Banner state={state} />}
      <Refusal
        failure={space.failure}
        dismiss={() => {
          space.fail(undefined);
          // The button is gone, and the focus with it.
          backToPicture();
        }}
      />
      <div className="space-body">
        <div className="space-picture">
          <div className="picture-area" ref={area}>
            {model === undefined ? (
              <Waiting
                list={state?.origin.kind === 'list'}
                failed={space.failure !== undefined}
                again={() => {
                  space.scan({ what: 'again' });
                }}
              />
            ) : (
              <Picture
                {...{ model, colourBy: choices.colourBy, focus, hover, found, setFocus, setHover, up }}
                description={focus === NO_BOX ? '' : sayBox(describeBox(language, model, focus, now))}
                open={openBox}
                search={() => searchField.current?.focus()}
                trash={(box) => {
                  if (isOwn(model.kindOf(box))) moveAway(model.view.boxes.node[box] ?? 0);
                }}
                lookAgain={(box) => {
                  const kind = model.kindOf(box);
                  if (kind !== 'file' && !isDiskPart(kind)) lookAgain(model.view.boxes.node[box] ?? 0);
                }}
                menu={(box, x, y) => {
                  if (!isDiskPart(model.kindOf(box)))
                    menu.open({ tree, node: model.view.boxes.node[box] ?? 0, x, y });
                }}
              />
            )}
          </div>
          <div className="space-foot">
            <PathLine line={line} />
            {model !== undefined && <Legend colourBy={choices.colourBy} model={model} />}
          </div>
          <div className="space-said">
            <p role="status">{said}</p>
            {trash.last !== null && <Button onClick={trash.putBack}>{words.putBack(trash.last)}</Button>}
            {lastRule !== undefined && <Button onClick={undo}>{words.undo(lastRule)}</Button>}
          </div>
        </div>
        {(choices.list || by === 'found') && model !== undefined && (
          <LargestList
            {...{ by, rows, judged, since }}
            kept={state?.kept ?? []}
            compare={compare}
            tabs={tabsFor(own, state?.unreadable ?? 0, searched !== '')}
            choose={(list) => {
              if (list !== 'found') search('');
              chooseList(list);
            }}
            show={showRow}
            point={(row) => {
              setHover(row === undefined || by === 'types' ? NO_BOX : model.find(row.node));
            }}
            leaveOut={(row, how) => {
              undoFirst('excludes');
              leaveOut(tree, row.node, how);
            }}
            trash={({ node, kind }) => {
              if (isOwn(kind)) moveAway(node);
            }}
            lookAgain={({ kind, node }) => {
              if (kind !== 'file' && !isDiskPart(kind)) lookAgain(node);
            }}
            menu={({ node, kind }, place) => {
              if (!isDiskPart(kind)) menu.open({ tree, node, ...place });
            }}
          />
        )}
      </div>
      <BoxMenu
        {...{ place: menu.place, own, judged, command: menu.command, close: menu.close }}
        leaveOut={(how) => {
          undoFirst('excludes');
          if (menu.place !== undefined) leaveOut(menu.place.tree, menu.place.node, how);
        }}
        showRule={({ rule }) => {
          if (rule !== null) go('excludes', rule.line);
        }}
        trash={() => {
          if (menu.place !== undefined) moveAway(menu.place.node);
        }}
        lookAgain={() => {
          if (menu.place !== undefined) lookAgain(menu.place.node);
        }}
      />
    </section>
  );
}

/** Something with a place of its own. */
function isOwn(kind: BoxKind): boolean {
  return kind !== 'smaller' && !isDiskPart(kind);
}

function tabsFor(own: boolean, unreadable: number, searching: boolean): ListKind[] {
  return [
    ...(searching ? (['found'] as const) : []),
    'here',
    'folders',
    'files',
    'types',
    ...(own ? (['grown'] as const) : []),
    ...(unreadable > 0 ? (['unreadable'] as const) : []),
  ];
}
