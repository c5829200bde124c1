/** The progress of a restore: on a terminal one line that is drawn again, for programs one event a line. */
import type { Language } from '../../shared/words/language';
import type { RestoreEvent } from '../restore/restore-event';
import { ownLanguage } from './own-language';
import { CLEAR_LINE, sayJson } from './terminal';

const EVERY_MS = 200;

export function showRestoreProgress(json: boolean): { show: (event: RestoreEvent) => void; end: () => void } {
  const live = !json && process.stdout.isTTY;
  let last = -Infinity;
  let phase: RestoreEvent['phase'] | undefined;
  return {
    show: (event) => {
      const isNew = event.phase !== phase;
      const now = performance.now();
      if ((!json && !live) || (!isNew && now - last < EVERY_MS)) return;
      phase = event.phase;
      last = now;
      if (json) sayJson<'restore'>({ type: 'progress', ...event });
      else process.stdout.write(CLEAR_LINE + progressLine(ownLanguage(), event));
    },
    end: () => {
      if (live && phase !== undefined) process.stdout.write(CLEAR_LINE);
    },
  };
}

function progressLine({ words, formats }: Language, event: RestoreEvent): string {
  const say = words.terminal.restore;
  switch (event.phase) {
    case 'looking':
      return say.looking;
    case 'fetching': {
      const { bytes, ofBytes, rate } = event;
      const seconds = rate > 0 && ofBytes > bytes ? (ofBytes - bytes) / rate : 0;
      const left = seconds > 0 ? `  ${words.terminal.progress.left(formats.duration(seconds))}` : '';
      const share = ofBytes > 0 ? `${formats.percent(Math.min(100, (100 * bytes) / ofBytes))}  ` : '';
      return `${say.fetching(share, formats.bytes(bytes), formats.bytes(rate))}${left}`;
    }
    case 'proving':
      return say.proving(event.files, event.ofFiles);
    case 'packing':
      return say.packing(formats.bytes(event.bytes));
    case 'placing':
      return say.placing;
  }
}
