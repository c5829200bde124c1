/** What the run tells the confined guard of a store on this machine, as a file of the run directory that only this user can write. */
import { join } from 'node:path';
import type { PathRule } from './landlock';

export interface ReaderPlan {
  rules: readonly PathRule[];
  /** The bundle to go on as. */
  guard: string;
}

export function readerPlanIn(runDirectory: string): string {
  return join(runDirectory, 'reader-plan.json');
}

/** By hand: the schema library would take longer to load than all the rest. @throws for anything that is no plan */
export function parseReaderPlan(text: string): ReaderPlan {
  const plan: unknown = JSON.parse(text);
  if (!isRecord(plan)) throw new Error('the plan of the run is broken');
  const { rules, guard } = plan;
  if (typeof guard !== 'string' || !Array.isArray(rules) || !rules.every(isRule))
    throw new Error('the plan of the run is broken');
  return { rules, guard };
}

function isRule(value: unknown): value is PathRule {
  if (!isRecord(value) || typeof value.path !== 'string') return false;
  return value.may === 'read' || value.may === 'run' || value.may === 'write';
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
