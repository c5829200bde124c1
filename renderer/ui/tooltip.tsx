/** A few words on what is pointed at or focused. Never the only place that says something a person needs. */
import * as Radix from '@radix-ui/react-tooltip';
import type { ReactNode } from 'react';
import './tooltip.css';

export const TooltipProvider = Radix.Provider;

interface Props {
  text: string;
  side?: 'top' | 'right';
  /** One element that can be pointed at. */
  children: ReactNode;
}

export function Tooltip({ text, side = 'top', children }: Props) {
  return (
    <Radix.Root>
      <Radix.Trigger asChild>{children}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content className="tooltip" side={side} sideOffset={6} collisionPadding={8}>
          {text}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
