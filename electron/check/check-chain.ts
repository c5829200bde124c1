/** The last links of the check, as a run that reads nothing shows them: keys, door, call, connection back, guard, rsync. */
import type { CheckFinding } from '../../shared/check-step';
import type { RunEvent } from '../../shared/run-events';
import type { RunWarning } from '../../shared/run-warning';
import type { RunController } from '../run/run-controller';
import { cancelled, failed, note, ok, type CheckStep } from './check-step';

export const CHAIN = ['door', 'host-answers', 'host-gets-in', 'guard', 'host-reports'] as const;
/** A store on this machine comes through no door. */
export const CHAIN_HERE = ['host-answers', 'guard', 'host-reports'] as const;
type Link = (typeof CHAIN)[number];

/** Which link of the chain an event shows to hold. */
function linkShownBy(event: RunEvent): Link | undefined {
  if (event.type === 'state' && event.state.phase === 'listening') return 'door';
  if (event.type === 'report' && event.report.type === 'accepted') return 'host-answers';
  if (event.type === 'state' && event.state.phase === 'transferring') return 'host-gets-in';
  return event.type === 'reading' ? 'guard' : undefined;
}

function findingOf(event: RunEvent): CheckFinding | null {
  if (event.type === 'state' && event.state.phase === 'listening') {
    return { kind: 'port', port: event.state.port };
  }
  if (event.type === 'report' && event.report.type === 'accepted') {
    const { rsync: version } = event.report;
    return { kind: 'rsync', version };
  }
  if (event.type === 'state' && event.state.phase === 'transferring') {
    const { peer } = event.state;
    return peer === null ? null : { kind: 'peer', peer };
  }
  return event.type === 'reading' ? { kind: 'text', text: event.root } : null;
}

/** Reports each link as it is seen to hold, up to the first that does not. */
export async function checkChain(
  chain: readonly Link[],
  { controller, to }: { controller: RunController; to: string },
  add: (step: CheckStep) => boolean,
): Promise<void> {
  let shown = 0;
  const show = (links: number, finding: CheckFinding | null = null): void => {
    for (const [index, step] of chain.slice(shown, links).entries()) {
      add(ok(step, shown + index + 1 === links ? finding : null));
    }
    shown = Math.max(shown, links);
  };
  const unsubscribe = controller.subscribe((event) => {
    if (event.type === 'warning') {
      const step = stepOf(event.warning);
      const kind = event.warning.kind === 'confinement-off' ? event.warning.kind : step;
      if (step !== undefined && kind !== undefined) add({ ...note(step, { kind }), warning: event.warning });
    }
    const link = linkShownBy(event);
    if (link !== undefined) show(chain.indexOf(link) + 1, findingOf(event));
  });
  const [result] = await controller.start({ purpose: 'probe', to });
  unsubscribe();
  if (result === undefined) return;
  if (!result.started) {
    // A check is never asked whether it is due.
    if ('failure' in result) add(failed(chain[0] ?? 'guard', result.failure));
  } else if (result.outcome.result === 'failed') {
    add(failed(chain[shown] ?? 'host-reports', result.outcome.failure));
  } else if (result.outcome.result === 'cancelled') {
    add(cancelled(chain[shown] ?? 'host-reports'));
  } else show(chain.length);
}

function stepOf({ kind }: RunWarning): 'same-disk' | 'nested-roots' | 'not-confined' | undefined {
  if (kind === 'nested-roots' || kind === 'not-confined') return kind;
  if (kind === 'confinement-off') return 'not-confined';
  return kind === 'same-disk' || kind === 'same-machine' ? 'same-disk' : undefined;
}
