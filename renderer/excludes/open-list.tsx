/** The list in its editor, with what the engine says about it around. */
import { useCallback, useEffect, useMemo, useState } from 'react';
import type { JudgedList, ListFile } from '../../shared/ipc-excludes';
import { useCommand } from '../engine/use-command';
import { usePlace } from '../shell/place';
import { Button } from '../ui/button';
import { MenuButton } from '../ui/menu';
import { Refusal } from '../ui/notice';
import { useLanguage } from '../ui/language';
import { ConflictNotice } from './conflict-notice';
import { describeLine, marksFor, sentencesFor } from './describe-line';
import { PresetsPanel } from './presets-panel';
import { SaveDialog } from './save-dialog';
import { TestPath } from './test-path';
import { useDraft } from './use-draft';
import { useJudged, usePresets } from './use-judged';
import { useScan, type Scan } from './use-scan';
import { writeInstead } from './write-instead';

export function OpenList({ opened }: { opened: ListFile }) {
  const language = useLanguage();
  const { excludes } = language.words;
  const { place } = usePlace();
  const { host, ...draft } = useDraft(opened, excludes.editor);
  const { editor, text, base, conflict } = draft;
  const [scanOccasion, setScanOccasion] = useState('');
  const { judged, failure } = useJudged(text, scanOccasion);
  const scan = useScan(judged?.list.scan);
  if (scan.occasion !== scanOccasion) setScanOccasion(scan.occasion);
  const presets = usePresets(text, scan.occasion);
  const openElsewhere = useCommand('desktop.open');
  const [saving, setSaving] = useState(false);
  const changed = text !== base.text;
  const canSave = changed && conflict === undefined;

  const current = judged?.of === text ? judged.list : undefined;
  useEffect(() => {
    if (current !== undefined) editor?.mark(marksFor(language, current), sentencesFor(language, current));
  }, [editor, current, language]);
  const offered = current && writeInstead(text, current.odd, draft.line);
  const instead = current?.odd.find(
    ({ line, instead: { length } }) => line === draft.line && length > 0,
  )?.instead;
  const takeOffered = useCallback(() => {
    if (editor === undefined || offered === undefined) return;
    editor.replace(offered.text, true);
    editor.goTo(offered.line);
  }, [editor, offered]);
  const { goTo } = draft;
  useEffect(() => {
    if (place.line !== undefined) goTo(place.line);
  }, [goTo, place]);
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (!event.ctrlKey || event.altKey) return;
      if (event.key !== '.' && event.key.toLowerCase() !== 's') return;
      event.preventDefault();
      if (event.key === '.') takeOffered();
      else if (canSave) setSaving(true);
    };
    window.addEventListener('keydown', press);
    return () => {
      window.removeEventListener('keydown', press);
    };
  }, [canSave, takeOffered]);

  const about = useMemo(
    () => (judged === undefined ? '' : describeLine(language, judged.list, draft.line)),
    [language, judged, draft.line],
  );
  return (
    <section className="excludes" aria-labelledby="excludes-title">
      <header className="excludes-head">
        <h1 id="excludes-title">{excludes.title}</h1>
        <ListSumsLine judged={judged?.list} scan={scan} />
        <div className="excludes-buttons">
          {changed && <Button onClick={draft.discard}>{excludes.discard}</Button>}
          <Button
            kind="main"
            disabled={!canSave}
            onClick={() => {
              setSaving(true);
            }}
          >
            {excludes.save.open}
          </Button>
          <MenuButton
            label={language.words.space.more}
            items={[
              { label: excludes.openElsewhere, choose: () => void openElsewhere.send('exclude-file') },
              { label: language.words.space.lookAgain, choose: scan.start },
            ]}
          />
        </div>
      </header>
      <div className="excludes-notices">
        <Refusal failure={failure ?? scan.failure} />
        <Refusal failure={draft.failure} dismiss={draft.dismiss} />
        <Refusal failure={openElsewhere.failure} dismiss={openElsewhere.forget} />
        {conflict !== undefined && (
          <ConflictNotice
            mine={text}
            theirs={conflict.text}
            keepMine={draft.keepMine}
            takeTheirs={draft.takeTheirs}
          />
        )}
      </div>
      <TestPath text={text} editor={editor} />
      <div className="excludes-body">
        <div className="excludes-list">
          <div className="excludes-editor" ref={host} />
          <div className="excludes-foot">
            <p role="status">
              <span className="whole quiet">{excludes.line(draft.line)}</span> {about}
            </p>
            {offered !== undefined && instead !== undefined && (
              <Button aria-keyshortcuts="Control+." onClick={takeOffered}>
                {excludes.instead(instead)}
              </Button>
            )}
            <p role="status" className="quiet">
              {draft.happened !== undefined
                ? excludes.happened[draft.happened]
                : changed
                  ? excludes.unsaved
                  : ''}
            </p>
          </div>
        </div>
        <PresetsPanel
          presets={presets}
          live={judged?.list.presets ?? []}
          text={text}
          change={(next) => editor?.replace(next, true)}
        />
      </div>
      {saving && (
        <SaveDialog
          before={base.text}
          after={text}
          refused={judged?.list.odd.some(({ kind }) => kind === 'refused') ?? false}
          save={draft.save}
          close={() => {
            setSaving(false);
          }}
        />
      )}
    </section>
  );
}

/** What will be backed up with the draft as it is; and while nobody knows, why. */
function ListSumsLine({ judged, scan }: { judged: JudgedList | undefined; scan: Scan }) {
  const { words, formats } = useLanguage();
  const { space, excludes } = words;
  if (judged?.scan === 'no-roots') return <p className="quiet">{excludes.noRoots}</p>;
  if (judged === undefined || judged.sums === null) {
    if (scan.failure !== undefined) return <p className="quiet">{excludes.noSizes}</p>;
    const { entries = 0, seconds = 0 } = scan.state ?? {};
    return (
      <p className="quiet">
        {excludes.sizesFollow} {entries > 0 && space.scanning(entries, formats.duration(Math.round(seconds)))}
      </p>
    );
  }
  return (
    <p className="list-sums">
      <span className="whole">{space.onDisk(formats.bytes(judged.sums.all))}</span>
      {' · '}
      <strong className="whole">{space.willBeBackedUp(formats.bytes(judged.sums.backedUp))}</strong>
      {judged.scan === 'part' && <span className="quiet"> · {space.stopped}</span>}
    </p>
  );
}
