/**
 * The browser's own dialog: it keeps the focus, closes with Escape and hides the rest from a screen reader. (Radix'
 * dialog puts a style element into the page to lock scrolling, which the windows' policy forbids.)
 */
import { useEffect, useId, useRef, type ReactNode } from 'react';
import { useLanguage } from './language';
import { Button } from './button';
import './dialog.css';

export function Dialog({
  title,
  close,
  wide = false,
  children,
}: {
  title: string;
  close: () => void;
  /** For what is looked at and not only read. */
  wide?: boolean;
  children: ReactNode;
}) {
  const { words } = useLanguage();
  const element = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    element.current?.showModal();
  }, []);
  return (
    <dialog ref={element} className="dialog" data-wide={wide} aria-labelledby={titleId} onClose={close}>
      <div className="dialog-head">
        <h2 id={titleId}>{title}</h2>
        <Button
          onClick={() => {
            element.current?.close();
          }}
        >
          {words.shell.keys.close}
        </Button>
      </div>
      {children}
    </dialog>
  );
}
