/** A long list: only what is in sight is in the page, each row as high as its content needs. */
import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef, type ReactNode } from 'react';
import { remInPixels } from './rem';

interface Props<T> {
  items: readonly T[];
  keyOf: (item: T) => string | number;
  /** How high a row is likely to be, in rem. */
  likelyRem: number;
  label: string;
  className: string;
  /** What is not in the window's language has a direction of its own. */
  dir?: 'ltr';
  role: 'group' | 'list';
  row: (item: T) => ReactNode;
}

export function VirtualList<T>({ items, keyOf, likelyRem, label, className, dir, role, row }: Props<T>) {
  const frame = useRef<HTMLDivElement>(null);
  // eslint-disable-next-line react-hooks/incompatible-library -- what it gives is used in this component alone
  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => frame.current,
    estimateSize: () => likelyRem * remInPixels(),
    getItemKey: (index) => {
      const item = items[index];
      return item === undefined ? index : keyOf(item);
    },
    overscan: 10,
  });
  return (
    <div ref={frame} className={className} tabIndex={0} role={role} aria-label={label} dir={dir}>
      <div role="presentation" style={{ blockSize: virtual.getTotalSize(), position: 'relative' }}>
        {virtual.getVirtualItems().map(({ index, key, start }) => {
          const item = items[index];
          return (
            item !== undefined && (
              <div
                key={key}
                ref={virtual.measureElement}
                data-index={index}
                role={role === 'list' ? 'listitem' : undefined}
                aria-posinset={role === 'list' ? index + 1 : undefined}
                aria-setsize={role === 'list' ? items.length : undefined}
                style={{ position: 'absolute', insetInline: 0, insetBlockStart: start }}
              >
                {row(item)}
              </div>
            )
          );
        })}
      </div>
    </div>
  );
}
