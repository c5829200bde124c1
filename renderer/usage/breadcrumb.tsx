/** The way from the top to what fills the picture; each step leads back. */
import { useLanguage } from '../ui/language';
import type { PictureModel } from './picture-model';
import './breadcrumb.css';

export function Breadcrumb({ model, zoomTo }: { model: PictureModel; zoomTo: (node: number) => void }) {
  const { words } = useLanguage();
  const { path } = model.view;
  return (
    <nav className="breadcrumb" aria-label={words.space.here}>
      <ol>
        {path.map(({ node, name }, index) => {
          const text = name === '' ? words.space.everything : name;
          return (
            <li key={node}>
              {index === path.length - 1 ? (
                <span aria-current="location">{text}</span>
              ) : (
                <button
                  type="button"
                  className="link"
                  onClick={() => {
                    zoomTo(node);
                  }}
                >
                  {text}
                </button>
              )}
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
