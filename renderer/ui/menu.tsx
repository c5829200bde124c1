/** A button that opens a short menu. Not modal: the modal kind needs a style element, which the policy forbids. */
import * as Radix from '@radix-ui/react-dropdown-menu';
import { Button } from './button';
import './menu.css';

interface Props {
  label: string;
  items: readonly { label: string; choose: () => void }[];
}

export function MenuButton({ label, items }: Props) {
  return (
    <Radix.Root modal={false}>
      <Radix.Trigger asChild>
        <Button>
          {label}
          <svg width="0.6rem" height="0.6rem" viewBox="0 0 10 10" aria-hidden="true">
            <path d="M1 3l4 4l4-4" fill="none" stroke="currentColor" strokeWidth="1.5" />
          </svg>
        </Button>
      </Radix.Trigger>
      {/* Where it is, not at the end of the page: a screen reader keeps its place, and it is fixed, so nothing cuts it. */}
      <Radix.Content className="menu" align="end" sideOffset={4} collisionPadding={8}>
        {items.map(({ label: text, choose }) => (
          <Radix.Item key={text} className="menu-item" onSelect={choose}>
            {text}
          </Radix.Item>
        ))}
      </Radix.Content>
    </Radix.Root>
  );
}
