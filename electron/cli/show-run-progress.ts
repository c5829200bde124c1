/** The steps of a run as they are, one line each; on a terminal its progress on one line that is drawn again. */
import type { RunEvent } from '../../shared/run-events';
import type { Report } from '../../shared/report';
import { safeText } from '../../shared/safe-text';
import type { Words } from '../../shared/words/catalogue';
import { warningIn } from '../../shared/words/warning';
import type { Language } from '../../shared/words/language';
import { CLEAR_LINE } from './terminal';

export function showRunProgress(language: Language): { show: (event: RunEvent) => void; end: () => void } {
  const live = process.stdout.isTTY;
  let drawn = false;
  const end = (): void => {
    if (drawn) process.stdout.write(CLEAR_LINE);
    drawn = false;
  };
  return {
    end,
    show: (event) => {
      if (event.type === 'report' && event.report.type === 'progress') {
        if (live) process.stdout.write(CLEAR_LINE + progressLine(language, event.report));
        drawn = live;
        return;
      }
      const text = lineOf(language, event);
      if (text === undefined) return;
      end();
      process.stdout.write(`${safeText(text)}\n`);
    },
  };
}

function progressLine(
  { words, formats }: Language,
  { bytes, rate, percent }: Extract<Report, { type: 'progress' }>,
): string {
  const moved = `${formats.bytes(bytes)}  ${formats.bytes(rate)}/s`;
  if (percent === undefined || percent <= 0) return moved;
  const seconds = rate > 0 ? ((bytes / percent) * (100 - percent)) / rate : 0;
  const left = seconds >= 1 ? `  ${words.terminal.progress.left(formats.duration(seconds))}` : '';
  return `${formats.percent(percent)}  ${moved}${left}`;
}

function lineOf({ words }: Language, event: RunEvent): string | undefined {
  const say = words.terminal.progress;
  switch (event.type) {
    case 'destination':
      return words.terminal.destinations.to(event.name, event.host);
    case 'warning':
      return say.note(warningIn(words.warnings, event.warning));
    case 'turned-away':
      return say.turnedAway(event.address);
    case 'refused':
      return say.refused(event.reason);
    case 'reading':
      return say.reading(event.root);
    case 'state':
      return stateLine(words, event);
    case 'report':
      if (event.report.type === 'would-transfer') return event.report.path;
      return event.report.type === 'warning' ? say.host(event.report.message) : undefined;
  }
}

function stateLine(
  { terminal: { progress } }: Words,
  { state }: Extract<RunEvent, { type: 'state' }>,
): string | undefined {
  switch (state.phase) {
    case 'listening':
      return progress.waiting(String(state.port));
    case 'transferring':
      // For a store on this machine nobody is let in.
      return state.peer === null ? undefined : progress.letIn(state.peer);
    case 'idle':
    case 'preparing':
    case 'calling':
    case 'cleaning-up':
    case 'finished':
      return undefined;
  }
}
