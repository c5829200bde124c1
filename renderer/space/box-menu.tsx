/** What can be done about a box. Opened by the right button or a key, at a place in the window. */
import { useEffect, useState } from 'react';
import * as Radix from '@radix-ui/react-dropdown-menu';
import type { HowToLeaveOut } from '../../shared/ipc-leave-out';
import type { NodeFacts } from '../../shared/ipc-space';
import { request } from '../engine/client';
import { useLanguage } from '../ui/language';
import '../ui/menu.css';
import './box-menu.css';

export interface MenuPlace {
  tree: number;
  node: number;
  x: number;
  y: number;
  /** Where the focus goes back to; the picture unless said otherwise. */
  from?: HTMLElement;
}

export type MenuCommand = 'disk.open' | 'disk.show-in-files' | 'disk.copy-path';

interface Props {
  /** Undefined: it is closed. */
  place: MenuPlace | undefined;
  /** Whether this machine's own files are shown. */
  own: boolean;
  judged: boolean;
  leaveOut: (how: HowToLeaveOut) => void;
  showRule: (facts: NodeFacts) => void;
  lookAgain: () => void;
  trash: () => void;
  command: (channel: MenuCommand) => void;
  close: () => void;
}

/** Always there, also while it is closed: it has to notice which key opens it, so as to begin with its first item. */
export function BoxMenu({ place, close, ...rest }: Props) {
  const facts = useFacts(place, close);
  const items = useItems(facts, rest);
  return (
    <Radix.Root
      open={facts !== undefined}
      modal={false}
      onOpenChange={(open) => {
        if (!open) close();
      }}
    >
      <Radix.Trigger asChild>
        {/* A place, no button: it says nothing and cannot be reached. */}
        <span
          className="menu-anchor"
          aria-hidden="true"
          aria-haspopup={undefined}
          aria-expanded={undefined}
          style={{ left: place?.x, top: place?.y }}
        />
      </Radix.Trigger>
      {/* In its place in the page, so that it lies inside of a landmark. */}
      <Radix.Content
        className="menu"
        align="start"
        collisionPadding={8}
        aria-label={facts?.path}
        aria-labelledby={undefined}
        onCloseAutoFocus={(event) => {
          event.preventDefault();
        }}
      >
        {items.map(([text, act]) => (
          <Radix.Item key={text} className="menu-item" onSelect={act}>
            {text}
          </Radix.Item>
        ))}
      </Radix.Content>
    </Radix.Root>
  );
}

/** What is known of the place's node, once it is. */
function useFacts(place: MenuPlace | undefined, close: () => void): NodeFacts | undefined {
  const [known, setKnown] = useState<{ place: MenuPlace; facts: NodeFacts }>();
  useEffect(() => {
    if (place === undefined) return;
    let gone = false;
    void request('space.node', { tree: place.tree, node: place.node }).then((answer) => {
      if (gone) return;
      if (answer.ok && answer.value !== null) setKnown({ place, facts: answer.value });
      else close();
    });
    return () => {
      gone = true;
    };
  }, [place, close]);
  return known !== undefined && known.place === place ? known.facts : undefined;
}

type Item = [text: string, act: () => void];

function useItems(
  facts: NodeFacts | undefined,
  { own, judged, leaveOut, showRule, lookAgain, trash, command }: Omit<Props, 'place' | 'close'>,
): Item[] {
  const { menu } = useLanguage().words.space;
  if (facts === undefined) return [];
  const isFolder = facts.kind === 'directory' || facts.kind === 'unreadable';
  const { rule } = facts;
  const items: Item[] = [];
  if (judged && facts.fate === 'backed-up') {
    const leave = (text: string, how: HowToLeaveOut): number =>
      items.push([
        text,
        () => {
          leaveOut(how);
        },
      ]);
    leave(isFolder ? menu.leaveOutFolder : menu.leaveOutFile, { kind: 'this' });
    if (facts.ending !== null) leave(menu.leaveOutEnding(facts.ending), { kind: 'ending' });
    for (const { name, title } of facts.presets) {
      leave(menu.leaveOutPreset(menu.presets[name] ?? title), { kind: 'preset', name });
    }
  }
  if (rule !== null) {
    items.push([
      menu.showRule(rule.line),
      () => {
        showRule(facts);
      },
    ]);
  }
  if (own && isFolder) items.push([menu.lookAgain, lookAgain]);
  for (const channel of own
    ? (['disk.open', 'disk.show-in-files', 'disk.copy-path'] as const)
    : (['disk.copy-path'] as const)) {
    items.push([
      { 'disk.open': menu.open, 'disk.show-in-files': menu.showInFiles, 'disk.copy-path': menu.copyPath }[
        channel
      ],
      () => {
        command(channel);
      },
    ]);
  }
  if (own) items.push([menu.trash, trash]);
  return items;
}
