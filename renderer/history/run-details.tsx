/** What happened in one run: in a sentence, in figures, in its log. */
import type { ReactNode } from 'react';
import { describeFailure } from '../../shared/describe-failure';
import { alarmOf, type Outcome } from '../../shared/outcome';
import { doubtsOf } from '../../shared/trust';
import { nameOfPlace, useSeveral } from '../destinations/use-several';
import { DoubtfulFiles } from '../home/doubtful-files';
import { Notice } from '../ui/notice';
import { Shape } from '../ui/shape';
import { shapeOf } from '../ui/shape-name';
import { useLanguage } from '../ui/language';
import { ExportButton } from './export-button';
import { FilesBack } from './files-back';
import { RunLog } from './run-log';
import { Unreadable } from './unreadable';

export function RunDetails({ run }: { run: Outcome }) {
  const { words } = useLanguage();
  const acknowledged = 'acknowledged' in run ? run.acknowledged : undefined;
  const doubts = doubtsOf(run);
  return (
    <article className="details">
      <header className="details-head">
        <Shape shape={shapeOf(run)} size={1.25} />
        <h1>{words.history.results[run.result]}</h1>
      </header>
      <Explanation run={run} />
      <AlarmSaid run={run} />
      <Facts run={run} />
      {acknowledged !== undefined && acknowledged.unreadable.count > 0 && (
        <Unreadable run={run} count={acknowledged.unreadable.count} />
      )}
      {doubts !== undefined && <DoubtfulFiles doubts={doubts} />}
      <FilesBack run={run} />
      <AtTheDoor run={run} />
      {run.result !== 'skipped' && <RunLog id={run.id} />}
      <ExportButton wanted={{ what: 'run', id: run.id }} label={words.history.exportRun} />
    </article>
  );
}

function Explanation({ run }: { run: Outcome }) {
  const { words } = useLanguage();
  switch (run.result) {
    case 'failed': {
      const { sentence, nextStep } = words.failure(run.failure);
      return (
        <Notice shape={describeFailure(run.failure).severity}>
          <p>{sentence}</p>
          <p className="quiet">{nextStep}</p>
        </Notice>
      );
    }
    case 'skipped': {
      const { because, until } = words.skip(run.skip);
      return (
        <p>
          {words.home.nextBecause(because)}. {words.history.tryAgainBy(until)}
        </p>
      );
    }
    case 'cancelled':
      return <p>{words.history.cancelledBecause(run.reason)}</p>;
    case 'completed':
    case 'partial':
      if (run.acknowledged === undefined) return <p>{words.history.noFigures}</p>;
      return run.acknowledged.totals.files === 0 ? <p>{words.history.emptySnapshot}</p> : null;
  }
}

function Facts({ run }: { run: Outcome }) {
  const { words, formats } = useLanguage();
  const { facts } = words.history;
  const name = nameOfPlace(useSeveral(), run.host);
  const seconds = (Date.parse(run.finishedAt) - Date.parse(run.startedAt)) / 1000;
  const acknowledged = 'acknowledged' in run ? run.acknowledged : undefined;
  const totals = acknowledged?.totals;
  return (
    <dl className="facts">
      <Fact name={facts.started}>{formats.exact(new Date(run.startedAt))}</Fact>
      {run.result !== 'skipped' && <Fact name={facts.took}>{formats.duration(Math.max(0, seconds))}</Fact>}
      {name !== undefined && name !== run.host && <Fact name={facts.destination}>{name}</Fact>}
      <Fact name={facts.host}>{run.host}</Fact>
      <Fact name={facts.folders}>{run.roots.join(' · ')}</Fact>
      {totals !== undefined && (
        <>
          <Fact name={facts.sent}>
            {words.history.sizeOf(formats.bytes(totals.transferredBytes), totals.transferredFiles)}
          </Fact>
          <Fact name={facts.whole}>{words.history.sizeOf(formats.bytes(totals.bytes), totals.files)}</Fact>
        </>
      )}
      {acknowledged !== undefined && (
        <>
          <Fact name={facts.snapshot}>{acknowledged.snapshot}</Fact>
          <Fact name={facts.base}>{acknowledged.base ?? facts.first}</Fact>
          {acknowledged.proof !== undefined && acknowledged.proof.files > 0 && (
            <Fact name={facts.compared}>
              {words.history.sizeOf(formats.bytes(acknowledged.proof.bytes), acknowledged.proof.files)}
            </Fact>
          )}
          {acknowledged.verified !== undefined && acknowledged.verified.healed > 0 && (
            <Fact name={facts.healed}>{words.run.files(acknowledged.verified.healed)}</Fact>
          )}
          {acknowledged.vanished > 0 && (
            <Fact name={facts.vanished}>{words.history.vanished(acknowledged.vanished)}</Fact>
          )}
        </>
      )}
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd className="path">{children}</dd>
    </div>
  );
}

/** Somebody at the door is worth knowing, even when all went well. */
function AtTheDoor({ run: { refused } }: { run: Outcome }) {
  const { history } = useLanguage().words;
  if (refused.peers.length === 0 && refused.commands === 0) return null;
  return (
    <Notice shape="attention">
      {refused.peers.length > 0 && <p>{history.turnedAway(refused.peers.join(', '))}</p>}
      {refused.commands > 0 && <p>{history.refusedCommands(refused.commands, refused.reasons.join('; '))}</p>}
    </Notice>
  );
}

/** What looked wrong in one backup, with the numbers. */
function AlarmSaid({ run }: { run: Outcome }) {
  const { alarm: words } = useLanguage().words;
  const alarm = alarmOf(run);
  if (alarm === undefined || !('acknowledged' in run)) return null;
  const isOwn = run.acknowledged?.snapshot === alarm.snapshot;
  return (
    <Notice shape="attention" title={isOwn ? words.inHistory : words.inHistoryBefore}>
      <ul>
        {alarm.signs.map((sign) => (
          <li key={`${sign.code} ${sign.name ?? ''}`}>
            <bdi>{words.sign(sign)}</bdi>
          </li>
        ))}
      </ul>
      {alarm.heldSince !== null && <p className="quiet">{words.heldThen}</p>}
    </Notice>
  );
}
