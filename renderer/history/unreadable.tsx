/** What a run could not read, by folder, and where it can be left out. */
import { usePlace } from '../shell/place';
import { Button } from '../ui/button';
import { useLanguage } from '../words/language';
import { groupByFolder } from './group-by-folder';

export function Unreadable({ count, paths }: { count: number; paths: readonly string[] }) {
  const { words } = useLanguage();
  const { go } = usePlace();
  return (
    <section className="unreadable">
      <h2>{words.history.unreadable(count)}</h2>
      <p className="quiet">{words.run.gapsNext}</p>
      <ul className="unreadable-folders" tabIndex={0} aria-label={words.history.unreadable(count)}>
        {groupByFolder(paths).map(({ path, names }) => (
          <li key={path}>
            <span className="path">{path}</span>{' '}
            <span className="quieter whole">{words.history.inFolder(names.length)}</span>
            <ul className="unreadable-names">
              {names.map((name) => (
                <li key={name} className="path">
                  {name}
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
      {paths.length < count && <p className="quieter">{words.history.unreadableFirst(paths.length)}</p>}
      <div>
        <Button
          onClick={() => {
            go('excludes');
          }}
        >
          {words.home.whatIsLeftOut}
        </Button>
      </div>
    </section>
  );
}
