/** `latchkey --check`: the chain step by step, and the name of the one that fails. */
import type { CheckStepId } from '../../shared/check-step';
import { EXIT, worstExitCode } from '../../shared/exit-codes';
import { nameOfHost } from '../../shared/settings';
import type { CheckStep } from '../check/check-step';
import { runChecks } from '../check/check-steps';
import type { Words } from '../../shared/words/catalogue';
import { RunController } from '../run/run-controller';
import type { Bundles } from '../settings/bundles';
import { readEachDestination } from '../settings/settings-file';
import type { UserPaths } from '../settings/user-paths';
import { describeStep, exitCodeOfStep } from './describe-check';
import type { JsonOutput } from './json-outputs';
import { languageOfJson, ownLanguage } from './own-language';
import { say, sayJson } from './terminal';

export async function checkCommand(
  paths: UserPaths,
  bundles: Bundles,
  { json, to }: { json: boolean; to: string | undefined },
): Promise<number> {
  const controller = new RunController(paths, bundles);
  const { words } = ownLanguage();
  const over = new AbortController();
  const cancel = (): void => {
    over.abort();
    controller.cancel('interrupted');
  };
  process.on('SIGINT', cancel).on('SIGTERM', cancel);
  const tell = (step: CheckStep): void => {
    sayStep(words, step);
  };
  const each = readEachDestination(paths.settingsFile);
  const all = each.ok ? each.value : [];
  const meant =
    to === undefined && all.length > 1 ? all : [all.find(({ destination }) => destination === to)];
  const checked: { name: string | undefined; steps: CheckStep[] }[] = [];
  for (const settings of meant) {
    if (over.signal.aborted) break;
    if (settings !== undefined && meant.length > 1 && !json) {
      say(words.terminal.destinations.to(settings.destination, nameOfHost(settings)));
    }
    const name = settings?.destination ?? to;
    const steps = await runChecks({ paths, controller, to: name }, json ? () => undefined : tell);
    checked.push({ name, steps });
    if (!json) {
      const failed = failedOf(steps);
      const { ready, failedStep } = words.terminal.check;
      say('');
      say(failed === undefined ? ready : failedStep(describeStep(words, failed).name));
    }
  }
  process.off('SIGINT', cancel).off('SIGTERM', cancel);
  if (json) {
    const english = await languageOfJson();
    const steps = checked.flatMap(({ name, steps: taken }) =>
      taken.map((step) => ({
        ...(all.length > 1 && name !== undefined && { destination: name }),
        ...asJson(english.words, step),
      })),
    );
    sayJson<'check'>({ ok: checked.every((one) => failedOf(one.steps) === undefined), steps });
  }
  const codes = checked.map((one) => {
    const failed = failedOf(one.steps)?.checked;
    return failed?.result === 'failed' ? exitCodeOfStep(failed) : EXIT.completed;
  });
  return worstExitCode(codes);
}

function failedOf(steps: readonly CheckStep[]): CheckStep | undefined {
  return steps.find(({ checked }) => checked.result === 'failed');
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
