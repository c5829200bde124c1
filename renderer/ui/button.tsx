/** Buttons are verbs. `main` is the one thing that most people want here; a view has one at most. */
import type { ComponentProps } from 'react';
import './button.css';

export function Button({ kind, ...rest }: ComponentProps<'button'> & { kind?: 'main' }) {
  return <button type="button" className="button" data-kind={kind} {...rest} />;
}

/** Leads to another view. */
export function LinkButton(props: ComponentProps<'button'>) {
  return <button type="button" className="link" {...props} />;
}
