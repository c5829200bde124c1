/** The foot: one button that says all of it, and a menu with the other ways. */
import { useState } from 'react';
import type { Failure } from '../../shared/failures';
import type { FilesOutput, RestorePreview, WantedBack } from '../../shared/ipc-files';
import { request } from '../engine/client';
import { useCommand } from '../engine/use-command';
import { useLatest } from '../engine/use-latest';
import { Button } from '../ui/button';
import { MenuButton } from '../ui/menu';
import { useLanguage } from '../ui/language';
import { nameIn } from './names';
import { Refused } from './refused';
import { sayPut, sayWhatBecomes, type Wish } from './say-put';

const WAYS = ['beside', 'swap', 'only-missing', 'folder'] as const;
/** The second press of a double click comes sooner: who opens a folder does not want it counted. */
const CHOSEN_MS = 250;

interface Props {
  /** How many are chosen. */
  count: number;
  wanted: Pick<WantedBack, 'snapshot' | 'paths'> | undefined;
  day: string;
  /** Differs when what is there may have changed. */
  occasion: string;
  /** Takes what is chosen back; absent: it is but the one that the cursor is at. */
  chooseNone?: (() => void) | undefined;
  /** What is said while nothing is chosen. */
  otherwise: string;
  /** What could not be chosen, and what to do instead; empty: nothing. */
  warning: string;
}

export function RestoreFoot({ count, wanted, day, occasion, chooseNone, otherwise, warning }: Props) {
  const language = useLanguage();
  const { files } = language.words;
  const [how, setHow] = useState<WantedBack['how']>('beside');
  const [folder, setFolder] = useState<NonNullable<FilesOutput<'files.choose-folder'>>>();
  const [failure, setFailure] = useState<Failure>();
  const restore = useCommand('files.restore');
  const input =
    wanted === undefined
      ? undefined
      : { ...wanted, how, folder: how === 'folder' ? (folder?.token ?? null) : null };
  const preview = useLatest('files.preview', { input, occasion, afterMs: CHOSEN_MS });
  const known = preview.current ? preview.value : undefined;
  const wish: Wish = { how, folder: how === 'folder' ? (folder?.shown ?? null) : null, day };
  const label = known === undefined ? files.counting : (sayPut(language, known, wish) ?? files.put.nothing);
  const choose = (way: WantedBack['how']): void => {
    setFailure(undefined);
    if (way !== 'folder') {
      setHow(way);
      return;
    }
    void request('files.choose-folder', null).then((answer) => {
      if (!answer.ok) setFailure(answer.failure);
      else if (answer.value !== null) {
        setFolder(answer.value);
        setHow('folder');
      }
    });
  };
  return (
    <footer className="files-foot">
      <div className="foot-said">
        <p role="status">
          {warning !== '' ? warning : input === undefined ? otherwise : count > 1 ? files.chosen(count) : ''}
        </p>
        {chooseNone !== undefined && (
          <button type="button" className="link" onClick={chooseNone}>
            {files.chooseNone}
          </button>
        )}
        {known !== undefined && <WhatBecomes preview={known} wish={wish} />}
      </div>
      {input !== undefined && (
        <div className="foot-buttons">
          <Button
            kind="main"
            disabled={restore.busy || known === undefined || known.itemCount === 0}
            onClick={() => void restore.send(input)}
          >
            {preview.failure !== undefined && preview.current ? files.put.nothing : label}
          </Button>
          <MenuButton
            label={files.otherWays}
            items={WAYS.filter((way) => way !== how || way === 'folder').map((way) => ({
              label: files.ways[way],
              choose: () => {
                choose(way);
              },
            }))}
          />
        </div>
      )}
      <Refused failure={preview.current ? preview.failure : undefined} />
      <Refused
        failure={failure ?? restore.failure}
        dismiss={() => {
          setFailure(undefined);
          restore.forget();
        }}
      />
    </footer>
  );
}

function WhatBecomes({ preview, wish }: { preview: RestorePreview; wish: Wish }) {
  const { words } = useLanguage();
  const { files } = words;
  const { refused, followed, entered } = preview;
  const said = sayWhatBecomes(words, preview, wish);
  return (
    <>
      {said.length > 0 && <p className="quiet">{said.join(' ')}</p>}
      <Named
        title={files.follows(followed.length)}
        lines={followed.map(({ from, to }) => files.because(from, files.leadsTo(to)))}
      />
      <Named title={files.enters(entered.length)} lines={entered} />
      <Named
        title={files.cannot(refused.length)}
        lines={refused.map(({ name, why }) => files.because(nameIn(name), words.refusal(why)))}
      />
    </>
  );
}

function Named({ title, lines }: { title: string; lines: readonly string[] }) {
  if (lines.length === 0) return null;
  return (
    <details className="foot-named">
      <summary>{title}</summary>
      <ul>
        {lines.map((line) => (
          <li key={line} className="path quiet">
            <bdi>{line}</bdi>
          </li>
        ))}
      </ul>
    </details>
  );
}
