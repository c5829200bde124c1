/** Writes down what is seen of a run while it goes, and tells the listeners. What it adds up to is decided later. */
import type { GuardMessage } from '../guard/messages';
import { comeBackAt } from '../schedule/come-back';
import type { Failure } from '../../shared/failures';
import type { Refused } from '../../shared/outcome';
import type { Report } from '../../shared/report';
import type { RunFacts } from './decide-outcome';
import type { RunContext } from './run-context';

/** Enough to tell who was at the door, too few to fill a record. */
const NAMED_AT_MOST = 20;

type Witnessed = Pick<RunContext, 'emit' | 'settings' | 'purpose' | 'sentAwayBefore'>;

export class RunWitness {
  readonly refused: Refused = { commands: 0, reasons: [], peers: [] };
  readonly facts: RunFacts;
  readonly #emit: RunContext['emit'];

  readonly #sentAwayBefore: number;

  constructor({ emit, settings, purpose, sentAwayBefore }: Witnessed) {
    this.#emit = emit;
    this.#sentAwayBefore = sentAwayBefore;
    this.facts = {
      roots: settings.roots,
      dryRun: purpose !== 'backup',
      stopped: undefined,
      call: undefined,
      accepted: undefined,
      done: undefined,
      hostFailure: undefined,
      comeBackAt: undefined,
      earlyFailure: undefined,
      letIn: false,
      here: settings.host.kind === 'local',
      transfersStarted: 0,
      notStarted: undefined,
      transferEnds: [],
      refusedReasons: this.refused.reasons,
    };
  }

  /** Whether the host has answered in any way. */
  get answered(): boolean {
    return this.facts.letIn || this.facts.accepted !== undefined || this.#hasConcluded;
  }

  /** The host has said how it ended: what it says after that changes nothing. */
  get #hasConcluded(): boolean {
    return this.facts.done !== undefined || this.facts.hostFailure !== undefined;
  }

  sawGuard(message: GuardMessage): void {
    switch (message.type) {
      case 'started':
        this.facts.transfersStarted += 1;
        this.#emit({ type: 'reading', root: message.root });
        break;
      case 'ended':
        this.facts.transferEnds.push({ root: message.root, status: message.status });
        break;
      case 'listing':
      case 'listed':
        // To have been told what is there is not to have read it.
        break;
      case 'not-started':
        this.facts.notStarted ??= message.reason;
        break;
      case 'refused':
        this.refused.commands += 1;
        note(this.refused.reasons, message.reason);
        this.#emit({ type: 'refused', reason: message.reason });
        break;
    }
  }

  sawReport(report: Report): void {
    if (report.type === 'accepted') this.facts.accepted ??= report;
    else if (report.type === 'done' && !this.#hasConcluded) this.facts.done = report;
    else if (report.type === 'failed' && !this.#hasConcluded) this.#sawFailure(report.failure);
    this.#emit({ type: 'report', report });
  }

  #sawFailure(failure: Failure): void {
    this.facts.hostFailure = failure;
    if (failure.code !== 'store-busy' || failure.seconds === undefined) return;
    this.facts.comeBackAt = comeBackAt(failure.seconds, this.#sentAwayBefore, new Date()).toISOString();
  }

  sawTurnedAway(address: string): void {
    // A host that is turned away knocks again for a while.
    if (!note(this.refused.peers, address)) return;
    this.#emit({ type: 'turned-away', address });
  }
}

/** Whether it is new, and was noted. */
function note(list: string[], entry: string): boolean {
  const isNew = list.length < NAMED_AT_MOST && !list.includes(entry);
  if (isNew) list.push(entry);
  return isNew;
}
