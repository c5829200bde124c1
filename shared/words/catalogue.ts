/**
 * Everything that is said, in one language: in the window, the tray, notifications, dialogs and the terminal. Most of it is the
 * messages as they are; here is what chooses among them by data that a message does not take.
 */
import type { Sign } from '../alarm';
import { CUT_SHORT } from '../cut-short';
import type { DiagnosticKind } from '../exclude-diagnostics';
import type { Failure, FailureCode } from '../failures';
import { SSH_SERVER_OFF } from '../install-advice';
import type { RefusedGap } from '../ipc-gaps';
import type { PassedOver } from '../passed-over';
import type { Refusal } from '../restore-refusal';
import type { Skip } from '../skips';
import type { Starter } from '../starter';
import type { Formats } from './formats';
import type { Messages } from './generated/messages';
import type { Said } from './said';
import { refusalIn } from './refusal';
import { signIn } from './sign';

export const catalogue = (messages: Messages, formats: Formats, said: Said) => {
  const {
    alarm,
    check,
    excludes,
    files,
    gaps,
    headline,
    history,
    refusals,
    run,
    settings,
    setup,
    skips,
    space,
    terminal,
  } = messages;
  const cancelReason = (reason: string): string => reasonIn(history, reason);
  return {
    ...messages,
    failure: (failure: Failure) => {
      const { sentence, nextStep } = said.failure(formats)(failure);
      return failure.code === 'restore-no-place'
        ? { sentence: refusals.because(sentence, refusalIn(refusals, failure.why)), nextStep }
        : { sentence, nextStep };
    },
    refusal: (refusal: Refusal) => refusalIn(refusals, refusal),
    skip: (skip: Skip) => ({ because: becauseIn(skips, skip), until: untilIn(skips, formats, skip) }),
    headline: {
      ...headline,
      /** Finer than that nobody knows. */
      timeLeft: (seconds: number): string => {
        if (seconds < 60) return headline.timeLeftLess;
        const minutes = Math.round(seconds / 60);
        return minutes < 90
          ? headline.timeLeftMinutes(minutes)
          : headline.timeLeftHours(Math.round(minutes / 60));
      },
      unreadable: (count: number | undefined) => headline.unreadable(count ?? 0, count !== undefined),
    },
    files: {
      ...files,
      next: files.next as Partial<Record<FailureCode, string>>,
      snapshot: {
        ...files.snapshot,
        pinned: (label: string) => files.snapshot.pinned(label, label !== ''),
      },
      put: putIn(files),
    },
    run: {
      ...run,
      canRead: (peer: string | undefined, since: string | undefined) =>
        run.canRead(peer ?? '', since ?? '', peer !== undefined, since !== undefined),
      gapsMean: (count: number | undefined) => run.gapsMean(count ?? 0, count !== undefined),
    },
    setup: {
      ...setup,
      presetWhy: setup.presetWhy as Record<string, string>,
      adopt: {
        ...setup.adopt,
        of: (snapshots: number, latest: string, bytes: string | undefined) =>
          setup.adopt.of(snapshots, latest, bytes ?? '', bytes !== undefined),
        missing: (folders: readonly string[]) => setup.adopt.missing(folders.join(', ')),
        filesOf: (day: string, size: { files: number; bytes: string } | undefined) =>
          setup.adopt.filesOf(day, size?.files ?? 0, size?.bytes ?? '', size !== undefined),
      },
      after: {
        ...setup.after,
        next: (bytes?: string) => setup.after.next(bytes ?? '', bytes !== undefined),
      },
    },
    check: {
      ...check,
      findings: {
        ...check.findings,
        oddRules: ([first = 0, ...more]: readonly number[]) => check.findings.oddRules(first, more.length),
        destination: (name: string, port: string, addresses: string) =>
          check.findings.destination(name, port, addresses, addresses !== ''),
        otherServers: (port: string) => check.findings.otherServers(port, SSH_SERVER_OFF),
      },
      noShell: (shell: string) => ({
        sentence: check.noShell.sentence(shell),
        nextStep: check.noShell.nextStep,
      }),
    },
    history: {
      ...history,
      cancelReason,
      cancelledBecause: (reason: string) => history.cancelledBecause(cancelReason(reason)),
      own: {
        ...history.own,
        pinned: (label: string) => history.own.pinned(label, label !== ''),
      },
      logLines: (shown: number, all: number) => history.logLines(shown, all, shown === all),
    },
    gaps: {
      ...gaps,
      added: (rules: readonly string[]) => gaps.added(rules.length, rules[0] ?? ''),
      undo: (rules: readonly string[]) => gaps.undo(rules.length, rules[0] ?? ''),
      refused: ({ shown, why }: RefusedGap) => gaps.refused[why](shown),
    },
    alarm: { ...alarm, sign: (sign: Sign) => signIn(alarm.sign, formats.percent, sign) },
    settings: {
      ...settings,
      schedule: {
        ...settings.schedule,
        starterProblem: (problem: NonNullable<Starter['problem']>) => {
          const say = settings.schedule.starterProblem;
          return problem.kind === 'launcher-gone'
            ? say['launcher-gone'](problem.launcher)
            : say[problem.kind];
        },
      },
    },
    space: {
      ...space,
      list: {
        ...space.list,
        passedOver: ({ kind, lines, firstLine, first }: PassedOver) =>
          space.list.passedOver(
            space.list.passedOverKinds[kind](lines),
            lines,
            firstLine,
            first,
            first !== '',
          ),
      },
      menu: { ...space.menu, presets: space.menu.presets as Partial<Record<string, string>> },
      listCaption: (list: string, shown: number, all: number) =>
        space.listCaption(list, shown, all, shown === all),
    },
    excludes: {
      ...excludes,
      /** What is odd about a line. `about`: electron/exclude/diagnostic.ts says what it is. */
      odd: (kind: DiagnosticKind, about: number): string => {
        const say = excludes.odd[kind];
        return typeof say === 'string' ? say : say(about);
      },
      /** In the gutter. */
      short: (kind: DiagnosticKind, about: number) =>
        kind === 'unreachable' ? excludes.short[kind](about) : excludes.short[kind],
      /** On a button. */
      instead: ([first = '', ...more]: readonly string[]) => excludes.instead(first, more.length),
      presets: { ...excludes.presets, why: excludes.presets.why as Partial<Record<string, string>> },
      editor: { ...excludes.editor, phrases: excludes.editor.phrases as Record<string, string> },
    },
    terminal: {
      ...terminal,
      schedule: {
        ...terminal.schedule,
        startedBy: (starters: readonly string[]) =>
          terminal.schedule.startedBy(
            starters.length === 0 ? '' : starters.reduce(terminal.schedule.and),
            starters.length > 0,
          ),
      },
    },
  };
};

export type Words = ReturnType<typeof catalogue>;

/** Completes "Skipped: ...". */
function becauseIn({ because: say }: Messages['skips'], skip: Skip): string {
  switch (skip.code) {
    case 'paused':
    case 'power-saver':
    case 'no-network':
    case 'host-busy':
      return say[skip.code];
    case 'on-battery':
      return say[skip.code](Math.round(skip.percent), skip.least);
    case 'metered':
    case 'other-network':
      return say[skip.code](skip.network);
    case 'host-not-reachable':
      return say[skip.code](skip.host, skip.detail);
    case 'store-not-there':
      return skip.locked?.[0] === undefined
        ? say[skip.code](skip.directory)
        : say['store-locked'](skip.directory, skip.locked.join(', '));
    case 'before-command-failed':
      return say[skip.code](skip.program, skip.detail);
  }
}

/** Completes "It will be tried again ...". */
function untilIn({ until: say }: Messages['skips'], formats: Formats, skip: Skip): string {
  return skip.code === 'host-busy' ? say[skip.code](formats.clock(new Date(skip.until))) : say[skip.code];
}

/** What is put back: one thing by its name, or several by their number. */
interface What {
  /** null: several. */
  name: string | null;
  files: number;
  bytes: string;
}

/** What the button says. `folder`: where it comes to; null: several. */
function putIn(files: Messages['files']) {
  const { put, within, into } = files;
  const what = ({ name, files: count, bytes }: What): string => {
    if (name === null) return files.what.several(count, bytes);
    return count > 1 ? files.what.folder(name, count, bytes) : files.what.one(name, bytes);
  };
  const beside = (folder: string | null): string => (folder === null ? within.several : within.one(folder));
  const back = (folder: string | null): string => (folder === null ? into.several : into.one(folder));
  return {
    nothing: put.nothing,
    back: (of: What, day: string, folder: string | null) => put.back(what(of), day, back(folder)),
    beside: (of: What, day: string, folder: string | null, taken: number) =>
      put.beside(what(of), day, beside(folder), taken),
    swap: (of: What, day: string, folder: string | null, taken: number) =>
      put.swap(what(of), day, beside(folder), taken),
    missing: (of: What, day: string, folder: string | null) =>
      of.name === null
        ? put.missingFiles(of.files, of.bytes, day, back(folder))
        : put.missingOf(what(of), day, back(folder)),
    folder: (of: What, day: string, folder: string) => put.folder(what(of), day, folder),
  };
}

/** Who or what ended a run, as the engine writes it down; what it does not know, as it stands there. */
function reasonIn({ cancelReasons: say }: Messages['history'], reason: string): string {
  const known: Record<string, string> = {
    'cancelled by you': say['cancelled-by-you'],
    'Latchkey was quit': say.quit,
    [CUT_SHORT.shutdown]: say.shutdown,
    [CUT_SHORT.sleep]: say.sleep,
    [CUT_SHORT.killed]: say.killed,
    interrupted: say.interrupted,
    ...Object.fromEntries(
      ['SIGTERM', 'SIGINT', 'SIGHUP'].map((signal) => [`ended by ${signal}`, say.signal(signal)]),
    ),
  };
  return Object.hasOwn(known, reason) ? (known[reason] ?? reason) : reason;
}
