/** What the folder is sorted by. */
import type { FileOrder } from '../../shared/ipc-files';
import { useLanguage } from '../ui/language';

const ORDERS: readonly FileOrder[] = ['name', 'now', 'size', 'time'];

interface Props {
  order: FileOrder;
  descending: boolean;
  sortBy: (order: FileOrder) => void;
}

export function SortBar({ order, descending, sortBy }: Props) {
  const { files } = useLanguage().words;
  return (
    <div className="sort-bar" role="group" aria-label={files.sortBy}>
      {ORDERS.map((one) => (
        <button
          key={one}
          type="button"
          data-order={one}
          aria-pressed={one === order}
          onClick={() => {
            sortBy(one);
          }}
        >
          {files.orders[one]}
          {one === order && (
            <>
              <svg width="0.5rem" height="0.5rem" viewBox="0 0 10 10" aria-hidden="true">
                <path
                  d={descending ? 'M1 3l4 4l4-4' : 'M1 7l4-4l4 4'}
                  fill="none"
                  stroke="currentColor"
                  strokeWidth="1.5"
                />
              </svg>
              <span className="unseen">{descending ? files.descending : files.ascending}</span>
            </>
          )}
        </button>
      ))}
    </div>
  );
}
