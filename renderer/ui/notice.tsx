/** Something that went wrong or is worth knowing: what happened, what it means, what to press. */
import type { ReactNode } from 'react';
import type { Failure } from '../../shared/failures';
import { useLanguage } from './language';
import { Button } from './button';
import { Shape } from './shape';
import type { ShapeName } from './shape-name';
import './notice.css';

interface NoticeProps {
  shape: ShapeName;
  title?: string;
  /** Buttons. */
  actions?: ReactNode;
  /** Said at once by a screen reader: for what a press has just led to. */
  urgent?: boolean;
  children: ReactNode;
}

export function Notice({ shape, title, actions, urgent = false, children }: NoticeProps) {
  return (
    <div className="notice" role={urgent ? 'alert' : undefined}>
      <Shape shape={shape} size={1.125} />
      <div className="notice-text">
        {title !== undefined && <h2>{title}</h2>}
        {children}
      </div>
      {actions !== undefined && <div className="notice-buttons">{actions}</div>}
    </div>
  );
}

/** What a press was refused for. */
export function Refusal({ failure, dismiss }: { failure: Failure | undefined; dismiss?: () => void }) {
  const { words } = useLanguage();
  if (failure === undefined) return null;
  const { sentence, nextStep } = words.failure(failure);
  return (
    <Notice
      shape="attention"
      urgent
      {...(dismiss !== undefined && {
        actions: <Button onClick={dismiss}>{words.shell.dismiss}</Button>,
      })}
    >
      <p>{sentence}</p>
      <p className="quiet">{nextStep}</p>
    </Notice>
  );
}
