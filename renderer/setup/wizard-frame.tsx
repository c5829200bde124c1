/** What each step has around it: where one is, what is asked and why, and the way on, always in view. */
import { useEffect, useRef, type ReactNode } from 'react';
import { Button } from '../ui/button';
import { useLanguage } from '../ui/language';
import type { Step } from './setup-draft';
import { useSetup } from './setup-provider';
import './wizard.css';

export interface Frame {
  step: Step;
  /** Somebody has come here by Next or Back: a screen reader goes on at the question. */
  focusTitle: boolean;
  back: (() => void) | undefined;
  /** Gives it up. */
  leave?: () => void;
  next: () => void;
}

interface Props extends Frame {
  nextLabel: string;
  /** The step has something else that most people want first. */
  quietNext?: boolean;
  busy?: boolean;
  /** What is going on, or what has to be done first. */
  note?: string | undefined;
  /** One cannot go on yet; the note says why. */
  blocked?: boolean;
  children: ReactNode;
}

/** Introducing another machine is part of the first one. */
const SHOWN = ['where', 'what', 'leave-out', 'when'] as const;
const SHOWN_TO_ADD = ['where', 'when'] as const;

export function WizardFrame(props: Props) {
  const {
    step,
    focusTitle,
    back,
    leave,
    next,
    nextLabel,
    quietNext = false,
    busy = false,
    note,
    blocked = false,
  } = props;
  const { home, setup } = useLanguage().words;
  const { adding } = useSetup();
  const name = adding ? setup.add.title : setup.title;
  const form = useRef<HTMLFormElement>(null);
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (focusTitle) title.current?.focus();
  }, [focusTitle]);
  const { title: question, why } =
    adding && step === 'where' ? setup.add.where : setup[step === 'leave-out' ? 'leaveOut' : step];
  return (
    <form
      ref={form}
      className="wizard"
      noValidate
      aria-label={name}
      onSubmit={(event) => {
        event.preventDefault();
        if (busy || blocked) return;
        next();
        // What is said to be wrong is where one goes on.
        requestAnimationFrame(() => {
          form.current?.querySelector<HTMLElement>('[data-wrong="true"], [aria-invalid="true"]')?.focus();
        });
      }}
    >
      <div className="wizard-edge">
        <header className="wizard-head">
          <h1>{name}</h1>
          <ol className="wizard-steps" aria-label={setup.stepsLabel}>
            {(adding ? SHOWN_TO_ADD : SHOWN).map((one) => (
              <li key={one} aria-current={one === (step === 'host' ? 'where' : step) ? 'step' : undefined}>
                {setup.steps[one]}
              </li>
            ))}
          </ol>
        </header>
      </div>
      <div className="wizard-body">
        <div className="wizard-content">
          <div>
            <h2 ref={title} tabIndex={-1}>
              {question}
            </h2>
            <p className="quiet">{why}</p>
          </div>
          {props.children}
        </div>
      </div>
      <div className="wizard-edge">
        <footer className="wizard-foot">
          {leave !== undefined && (
            <Button disabled={busy} onClick={leave}>
              {home.cancel}
            </Button>
          )}
          {back !== undefined && (
            <Button disabled={busy} onClick={back}>
              {setup.back}
            </Button>
          )}
          <p className="quiet" role="status">
            {note}
          </p>
          <Button
            type="submit"
            disabled={busy || blocked}
            {...(!quietNext && !blocked && { kind: 'main' as const })}
          >
            {nextLabel}
          </Button>
        </footer>
      </div>
    </form>
  );
}
