/** `latchkey --check`: the chain step by step, and the name of the one that fails. */
import { EXIT } from '../../shared/exit-codes';
import { runChecks, type CheckStep } from '../run/check-steps';
import { RunController } from '../run/run-controller';
import type { Bundles } from '../run/run-context';
import type { UserPaths } from '../settings/user-paths';
import { say, sayJson } from './terminal';

const MARKS = { ok: 'ok    ', note: 'note  ', failed: 'FAILED' } as const;

export async function checkCommand(
  paths: UserPaths,
  bundles: Bundles,
  { json }: { json: boolean },
): Promise<number> {
  const controller = new RunController(paths, bundles);
  const cancel = (): void => {
    controller.cancel('interrupted');
  };
  process.on('SIGINT', cancel).on('SIGTERM', cancel);
  const steps = await runChecks(paths, controller, json ? () => undefined : sayStep);
  process.off('SIGINT', cancel).off('SIGTERM', cancel);
  const failed = steps.find(({ result }) => result === 'failed');
  if (json) sayJson({ ok: failed === undefined, steps: steps.map(asJson) });
  else {
    say('');
    say(failed === undefined ? 'All is ready for a backup.' : `The step that fails: ${failed.name}.`);
  }
  return failed === undefined ? EXIT.completed : (failed.exitCode ?? EXIT.failed);
}

/** As it has always been printed; the data beside the words is the window's. */
function asJson({ name, result, detail, nextStep, exitCode }: CheckStep): object {
  return {
    ...{ name, result, detail },
    ...(nextStep !== undefined && { nextStep }),
    ...(exitCode !== undefined && { exitCode }),
  };
}

function sayStep({ name, result, detail, nextStep }: CheckStep): void {
  say(`${MARKS[result]}  ${name}${detail === '' ? '' : `: ${detail}`}`);
  if (nextStep !== undefined) say(`        ${nextStep}`);
}
