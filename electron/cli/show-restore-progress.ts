/** The progress of a restore: on a terminal one line that is drawn again, for programs one event a line. */
import { formatBytes, formatDuration, formatNumber } from '../../shared/words';
import type { RestoreEvent } from '../restore/go-on';
import { sayJson } from './terminal';

const EVERY_MS = 200;
const CLEAR = '\r\u001b[K';

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
      if (json) sayJson({ type: 'progress', ...event });
      else process.stdout.write(CLEAR + progressLine(event));
    },
    end: () => {
      if (live && phase !== undefined) process.stdout.write(CLEAR);
    },
  };
}

function progressLine(event: RestoreEvent): string {
  switch (event.phase) {
    case 'looking':
      return 'Looking into the snapshot';
    case 'fetching': {
      const { bytes, ofBytes, rate } = event;
      const left = rate > 0 && ofBytes > bytes ? `  ${formatDuration((ofBytes - bytes) / rate)} left` : '';
      const share = ofBytes > 0 ? `${Math.min(100, Math.floor((100 * bytes) / ofBytes))} %  ` : '';
      return `Fetching  ${share}${formatBytes(bytes)}  ${formatBytes(rate)}/s${left}`;
    }
    case 'proving':
      return `Comparing  ${formatNumber(event.files)} of ${formatNumber(event.ofFiles)}`;
    case 'placing':
      return 'Putting it in place';
  }
}
