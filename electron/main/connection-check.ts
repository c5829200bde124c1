/** The connection check as the window runs it: on the settings, or on a wizard's draft of them, which nothing else sees. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CheckedStep } from '../../shared/check-step';
import { failure, success, type Result } from '../../shared/result';
import { runChecks } from '../check/check-steps';
import { RunController } from '../run/run-controller';
import type { Bundles } from '../settings/bundles';
import type { UserPaths } from '../settings/user-paths';
import { writeFirstFiles, type FirstSetUp } from '../setup/first-files';

export interface ConnectionCheck {
  /**
   * One at a time. Fails where another one runs, or the draft is none.
   * @param what a draft, or the name of a destination in the settings; null: the first
   */
  run: (what: FirstSetUp | { saved: string | null }) => Promise<Result<{ ok: boolean }>>;
  cancel: (reason: string) => void;
  /** The check under way. */
  current: () => Promise<unknown> | undefined;
}

export function createConnectionCheck(
  paths: UserPaths,
  bundles: Bundles,
  tell: (step: CheckedStep) => void,
): ConnectionCheck {
  let underWay: { controller: RunController; ended: Promise<unknown> } | undefined;

  const check = (files: UserPaths, to?: string): Promise<Result<{ ok: boolean }>> => {
    // Of its own: its run is no backup, and whoever listens to backups need not hear of it.
    const controller = new RunController(files, bundles);
    const ended = runChecks({ paths: files, controller, to }, ({ checked }) => {
      tell(checked);
    }).finally(() => {
      underWay = undefined;
    });
    underWay = { controller, ended };
    return ended.then((steps) => success({ ok: steps.every(({ checked }) => checked.result !== 'failed') }));
  };

  return {
    run: async (what) => {
      if (underWay !== undefined) {
        return failure({ code: 'already-running', pid: process.pid });
      }
      if ('saved' in what) return check(paths, what.saved ?? undefined);
      const directory = mkdtempSync(join(tmpdir(), 'latchkey-draft-'));
      try {
        const files = {
          ...paths,
          settingsFile: join(directory, 'settings.json'),
          excludeFile: join(directory, 'exclude'),
        };
        const written = writeFirstFiles(files, what);
        return written.ok ? await check(files) : written;
      } finally {
        rmSync(directory, { recursive: true, force: true });
      }
    },
    cancel: (reason) => underWay?.controller.cancel(reason),
    current: () => underWay?.ended,
  };
}
