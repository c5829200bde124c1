/** Writes down what is seen of a run while it goes, and tells the listeners. What it adds up to is decided later. */
import type { GuardMessage } from '../guard/messages';
import type { Refused } from '../../shared/outcome';
import type { Report } from '../../shared/report';
import type { RunFacts } from './decide-outcome';
import type { RunContext } from './run-context';

/** Enough to tell who was at the door, too few to fill a record. */
const NAMED_AT_MOST = 20;

export class RunWitness {
  readonly refused: Refused = { commands: 0, reasons: [], peers: [] };
  readonly facts: RunFacts = {
    stopped: undefined,
    call: undefined,
    done: undefined,
    hostFailure: undefined,
    earlyFailure: undefined,
    letIn: false,
    transfersStarted: 0,
    transferStatuses: [],
    refusedReasons: this.refused.reasons,
  };
  readonly #emit: RunContext['emit'];
  #base: string | null = null;
  #store: string | undefined;

  constructor(emit: RunContext['emit']) {
    this.#emit = emit;
  }

  /** Whether the host has answered in any way. */
  get answered(): boolean {
    return this.facts.letIn || this.facts.done !== undefined || this.facts.hostFailure !== undefined;
  }

  sawGuard(message: GuardMessage): void {
    switch (message.type) {
      case 'started':
        this.facts.transfersStarted += 1;
        this.#emit({ type: 'reading', root: message.root });
        break;
      case 'ended':
        this.facts.transferStatuses.push(message.status);
        break;
      case 'refused':
        this.refused.commands += 1;
        note(this.refused.reasons, message.reason);
        this.#emit({ type: 'refused', reason: message.reason });
        break;
    }
  }

  sawReport(report: Report): void {
    if (report.type === 'accepted') {
      this.#base = report.base;
      this.#store = report.store;
    } else if (report.type === 'done') this.facts.done = { report, base: this.#base, store: this.#store };
    else if (report.type === 'failed') this.facts.hostFailure = report.failure;
    this.#emit({ type: 'report', report });
  }

  sawTurnedAway(address: string): void {
    note(this.refused.peers, address);
    this.#emit({ type: 'turned-away', address });
  }
}

function note(list: string[], entry: string): void {
  if (list.length < NAMED_AT_MOST && !list.includes(entry)) list.push(entry);
}
