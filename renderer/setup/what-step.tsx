/** Step 2: what is backed up, with its size while it is being measured. */
import { useId, useState } from 'react';
import type { Failure } from '../../shared/failures';
import { request } from '../engine/client';
import { Button } from '../ui/button';
import { Refusal } from '../ui/notice';
import { useLanguage } from '../ui/language';
import type { Language } from '../../shared/words/language';
import { Choice } from './choice';
import { keyOf, type KnownScan } from './known-scan';
import { whatOf, type Draft } from './setup-draft';
import { useSetup } from './setup-provider';
import type { FirstScan } from './use-first-scan';
import type { StepProps } from './wizard-step';
import './what-step.css';

const KINDS = ['home', 'folders', 'system'] as const;

export function WhatStep({ look, draft, change, wrong, pressed, first }: StepProps & { first: FirstScan }) {
  const language = useLanguage();
  const { setup } = language.words;
  const { scans } = useSetup();
  const group = useId();
  const figureOf = (kind: Draft['what']): string | undefined => {
    const what = whatOf({ ...draft, what: kind });
    return what === undefined ? undefined : sizeIn(language, scans.get(keyOf(what)));
  };
  return (
    <>
      <fieldset className="choices">
        <legend className="unseen">{setup.what.title}</legend>
        {KINDS.map((kind) => (
          <Choice
            key={kind}
            group={group}
            label={kind === 'home' ? setup.what.home(look.home) : setup.what[kind]}
            figure={figureOf(kind)}
            explain={setup.what.explain[kind]}
            checked={draft.what === kind}
            choose={() => {
              change({ what: kind });
            }}
          >
            {kind === 'folders' && (
              <Folders draft={draft} change={change} missing={wrong === 'folders' && pressed} />
            )}
          </Choice>
        ))}
      </fieldset>
      {first.failure !== undefined && (
        <>
          <Refusal failure={first.failure} />
          <div>
            <Button onClick={first.again}>{setup.tryAgain}</Button>
          </div>
        </>
      )}
      <p role="status" className="quiet">
        {first.scan !== undefined && progressIn(language, first.scan)}
      </p>
    </>
  );
}

function sizeIn({ words, formats }: Language, scan: KnownScan | undefined): string | undefined {
  if (scan === undefined) return undefined;
  const bytes = formats.bytes(scan.bytes);
  return scan.phase === 'scanning' ? words.setup.what.soFar(bytes) : bytes;
}

function progressIn({ words }: Language, { phase, entries, unreadable }: KnownScan): string {
  const { what } = words.setup;
  if (phase === 'scanning') return what.measuring(entries);
  const done = phase === 'done' ? what.measured(entries) : what.stopped;
  return unreadable === 0 ? done : `${done} ${what.unreadable(unreadable)}`;
}

interface FoldersProps {
  draft: Draft;
  change: StepProps['change'];
  missing: boolean;
}

function Folders({ draft: { folders }, change, missing }: FoldersProps) {
  const { setup } = useLanguage().words;
  const [failure, setFailure] = useState<Failure>();
  const add = async (): Promise<void> => {
    const answer = await request('setup.choose-folder', 'root');
    setFailure(answer.ok ? undefined : answer.failure);
    if (!answer.ok || answer.value === null) return;
    const chosen = answer.value;
    change({ folders: [...folders.filter(({ path }) => path !== chosen.path), chosen] });
  };
  return (
    <>
      {folders.length > 0 && (
        <ul className="folder-list" aria-label={setup.what.folders}>
          {folders.map((folder) => (
            <li key={folder.token}>
              <span className="path">{folder.path}</span>
              <Button
                aria-label={setup.what.removeFolder(folder.path)}
                onClick={() => {
                  change({ folders: folders.filter((one) => one !== folder) });
                }}
              >
                {setup.what.remove}
              </Button>
            </li>
          ))}
        </ul>
      )}
      <div>
        <Button data-wrong={folders.length === 0} onClick={() => void add()}>
          {setup.what.add}
        </Button>
      </div>
      <Refusal failure={failure} />
      {missing && (
        <p className="field-wrong" role="alert">
          {setup.what.none}
        </p>
      )}
    </>
  );
}
