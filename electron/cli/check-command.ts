/** `latchkey --check`: the chain step by step, and the name of the one that fails. */
import type { CheckStepId } from '../../shared/check-step';
import { EXIT } from '../../shared/exit-codes';
import type { CheckStep } from '../check/check-step';
import { runChecks } from '../check/check-steps';
import type { Words } from '../../shared/words/catalogue';
import { RunController } from '../run/run-controller';
import type { Bundles } from '../settings/bundles';
import type { UserPaths } from '../settings/user-paths';
import { describeStep, exitCodeOfStep } from './describe-check';
import type { JsonOutput } from './json-outputs';
import { languageOfJson, ownLanguage } from './own-language';
import { say, sayJson } from './terminal';

export async function checkCommand(
  paths: UserPaths,
  bundles: Bundles,
  { json }: { json: boolean },
): Promise<number> {
  const controller = new RunController(paths, bundles);
  const { words } = ownLanguage();
  const cancel = (): void => {
    controller.cancel('interrupted');
  };
  process.on('SIGINT', cancel).on('SIGTERM', cancel);
  const tell = (step: CheckStep): void => {
    sayStep(words, step);
  };
  const steps = await runChecks(paths, controller, json ? () => undefined : tell);
  process.off('SIGINT', cancel).off('SIGTERM', cancel);
  const failed = steps.find(({ checked }) => checked.result === 'failed');
  if (json) {
    const english = await languageOfJson();
    sayJson<'check'>({ ok: failed === undefined, steps: steps.map((step) => asJson(english.words, step)) });
  } else {
    const { ready, failedStep } = words.terminal.check;
    say('');
    say(failed === undefined ? ready : failedStep(describeStep(words, failed).name));
  }
  return failed?.checked.result === 'failed' ? exitCodeOfStep(failed.checked) : EXIT.completed;
}

function sayStep(words: Words, step: CheckStep): void {
  const { ok, note, failed } = words.terminal.check;
  const marks = { ok, note, failed };
  const width = Math.max(...Object.values(marks).map((mark) => mark.length)) + 2;
  const { name, detail, nextStep } = describeStep(words, step);
  say(`${marks[step.checked.result].padEnd(width)}${name}${detail === '' ? '' : `: ${detail}`}`);
  if (nextStep !== undefined) say(`${' '.repeat(width)}${nextStep}`);
}

function asJson(english: Words, step: CheckStep): JsonOutput<'check'>['steps'][number] {
  const { checked, isHere } = step;
  const { detail, nextStep } = describeStep(english, step);
  return {
    name: (isHere ? NAMES_HERE[checked.step] : undefined) ?? NAMES[checked.step],
    ...{ result: checked.result, detail },
    ...(nextStep !== undefined && { nextStep }),
    ...(checked.result === 'failed' && { exitCode: exitCodeOfStep(checked) }),
  };
}

/** What programs know the steps by. */
const NAMES: Record<CheckStepId, string> = {
  programs: 'Programs',
  settings: 'Settings',
  'exclude-list': 'Exclude list',
  'odd-rules': 'Exclude list',
  'login-shell': 'Login shell',
  'other-servers': 'Other ssh servers',
  destination: 'Destination',
  'call-key': 'Key of the calls',
  'same-disk': 'Store',
  'nested-roots': 'Directories',
  'not-confined': 'Kernel',
  door: 'One-time keys and door',
  'host-answers': 'Host answers',
  'host-gets-in': 'Host gets in',
  guard: 'Guard lets rsync read',
  'host-reports': 'Host reports back',
};

const NAMES_HERE: Partial<Record<CheckStepId, string>> = {
  'host-answers': 'Store answers',
  'host-reports': 'Store is ready',
};
