/** How it stands with the second home, in words for the store's owner. */
import type { HandOnEnd } from './hand-on';
import { readHandedOn, standingOf, type HandOnStanding } from './handed-on-state';
import type { MachinePaths } from '../store-layout';

/** For `--list`: no line where nothing is to be handed on. */
export function describeHandedOn(paths: MachinePaths): string[] {
  const state = readHandedOn(paths);
  return state === undefined ? [] : [`${paths.machine}  ${describeStanding(standingOf(state))}`];
}

function describeStanding(standing: HandOnStanding): string {
  const { last } = standing;
  switch (standing.kind) {
    case 'done':
      return `handed on: ${last?.snapshot ?? ''}, at ${last?.at ?? ''}`;
    case 'running':
      return `${standing.snapshot} is being handed on since ${standing.began}`;
    case 'waiting':
    case 'failed':
      return notSince(last?.at ?? null, standing.kind === 'failed' ? standing.reason : null);
  }
}

/** @param at when something was handed on last; null: never */
export function notSince(at: string | null, reason: string | null): string {
  const since = at === null ? 'nothing was handed on yet' : `not handed on since ${at}`;
  return reason === null ? since : `${since}: ${reason}`;
}

/** For `--hand-on` itself. */
export function describeHandOnEnd(machine: string, end: HandOnEnd): string {
  switch (end.kind) {
    case 'nothing':
      return `${machine} has no complete snapshot`;
    case 'busy':
      return `${machine}: another process is handing on just now`;
    case 'done':
      return `${machine}: ${end.snapshot} ${end.already ? 'was handed on before' : 'was handed on'}`;
    case 'failed':
      return `${machine}: ${end.snapshot} was not handed on: ${end.reason}`;
  }
}
