/** What else can be looked at: what is backed up, and each disk as a whole, with how full it is. */
import { useState } from 'react';
import * as Radix from '@radix-ui/react-dropdown-menu';
import type { Disk } from '../../shared/disk';
import { request } from '../engine/client';
import { Button } from '../ui/button';
import { useLanguage } from '../ui/language';
import type { ScanTarget } from './use-space';
import '../ui/menu.css';
import './disks-menu.css';

interface Props {
  /** What is looked at now; null: no disk as a whole. */
  disk: Disk | null;
  scan: (target: ScanTarget) => void;
}

export function DisksMenu({ disk, scan }: Props) {
  const { words, formats } = useLanguage();
  const { space } = words;
  const [disks, setDisks] = useState<readonly Disk[]>([]);
  return (
    <Radix.Root
      modal={false}
      onOpenChange={(open) => {
        if (!open) return;
        void request('space.disks', null).then((answer) => {
          if (answer.ok) setDisks(answer.value);
        });
      }}
    >
      <Radix.Trigger asChild>
        <Button>
          {space.disks.choose}
          <svg width="0.6rem" height="0.6rem" viewBox="0 0 10 10" aria-hidden="true">
            <path d="M1 3l4 4l4-4" fill="none" stroke="currentColor" strokeWidth="1.5" />
          </svg>
        </Button>
      </Radix.Trigger>
      <Radix.Content className="menu disks" align="end" sideOffset={4} collisionPadding={8}>
        <Radix.Item
          className="menu-item"
          onSelect={() => {
            scan({ what: 'roots' });
          }}
        >
          {space.disks.backedUp}
        </Radix.Item>
        {disks.map(({ id, path, device, kind, used, reserved, free }) => {
          const size = used + reserved + free;
          return (
            <Radix.Item
              key={id}
              className="menu-item disk"
              data-here={id === disk?.id || undefined}
              title={`${device} · ${kind}`}
              onSelect={() => {
                scan({ what: 'disk', disk: id });
              }}
            >
              <bdi className="disk-path">{path}</bdi>
              <span className="disk-room quiet">
                {space.disks.room(formats.bytes(used), formats.bytes(size), formats.bytes(free))}
              </span>
              <svg className="disk-full" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
                <rect className="disk-whole" width="100" height="4" />
                <rect className="disk-used" width={size > 0 ? (100 * used) / size : 0} height="4" />
              </svg>
            </Radix.Item>
          );
        })}
      </Radix.Content>
    </Radix.Root>
  );
}
