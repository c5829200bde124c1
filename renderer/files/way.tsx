/** The way from the top to the folder that is shown; each step leads back. */
import { useLanguage } from '../ui/language';
import type { Folder } from '../../shared/ipc-files';
import '../usage/breadcrumb.css';

export function Way({ way, go }: { way: Folder['way']; go: (path: string, from: string) => void }) {
  const { files } = useLanguage().words;
  return (
    <nav className="breadcrumb files-way" aria-label={files.way}>
      <ol>
        {way.map(({ path, name }, index) => {
          const text = path === '/' ? files.top : name;
          const below = way[index + 1];
          return (
            <li key={path}>
              {below === undefined ? (
                <span aria-current="location">
                  <bdi>{text}</bdi>
                </span>
              ) : (
                <button
                  type="button"
                  className="link"
                  onClick={() => {
                    go(path, below.path);
                  }}
                >
                  <bdi>{text}</bdi>
                </button>
              )}
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
