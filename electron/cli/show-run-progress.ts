/** The steps of a run as they are, one line each; on a terminal its progress on one line that is drawn again. */
import type { RunEvent } from '../../shared/run-events';
import type { Report } from '../../shared/report';
import { safeText } from '../../shared/safe-text';
import { formatBytes, formatDuration } from '../../shared/words';

const CLEAR = '\r\u001b[K';

export function showRunProgress(): { show: (event: RunEvent) => void; end: () => void } {
  const live = process.stdout.isTTY;
  let drawn = false;
  const end = (): void => {
    if (drawn) process.stdout.write(CLEAR);
    drawn = false;
  };
  return {
    end,
    show: (event) => {
      if (event.type === 'report' && event.report.type === 'progress') {
        if (live) process.stdout.write(CLEAR + progressLine(event.report));
        drawn = live;
        return;
      }
      const text = lineOf(event);
      if (text === undefined) return;
      end();
      process.stdout.write(`${safeText(text)}\n`);
    },
  };
}

function progressLine({ bytes, rate, percent }: Extract<Report, { type: 'progress' }>): string {
  const moved = `${formatBytes(bytes)}  ${formatBytes(rate)}/s`;
  if (percent === undefined || percent <= 0) return moved;
  const seconds = rate > 0 ? ((bytes / percent) * (100 - percent)) / rate : 0;
  const left = seconds >= 1 ? `  ${formatDuration(seconds)} left` : '';
  return `${percent.toFixed(0)} %  ${moved}${left}`;
}

function lineOf(event: RunEvent): string | undefined {
  switch (event.type) {
    case 'warning':
      return `Note: ${event.message}`;
    case 'turned-away':
      return `Turned away: ${event.address}`;
    case 'refused':
      return `The guard refused a command: ${event.reason}`;
    case 'reading':
      return `Reading ${event.root}`;
    case 'state':
      return stateLine(event);
    case 'report':
      if (event.report.type === 'would-transfer') return event.report.path;
      return event.report.type === 'warning' ? `Host: ${event.report.message}` : undefined;
  }
}

function stateLine({ state }: Extract<RunEvent, { type: 'state' }>): string | undefined {
  switch (state.phase) {
    case 'listening':
      return `Waiting on port ${state.port}; calling the backup host.`;
    case 'transferring':
      // For a store on this machine nobody is let in.
      return state.peer === null
        ? undefined
        : `${state.peer} is let in and reads. It is locked out again when this ends.`;
    case 'idle':
    case 'preparing':
    case 'calling':
    case 'cleaning-up':
    case 'finished':
      return undefined;
  }
}
