/** The keys of the window, by where they work. */
import { VIEWS } from '../../shared/views';
import { Dialog } from '../ui/dialog';
import { useLanguage } from '../ui/language';
import type { Words } from '../../shared/words/catalogue';

/** Pressed together, or one of several; and what that does. */
type Row = [pressed: readonly string[], what: string];

export function KeysDialog({ close }: { close: () => void }) {
  const { keys, views } = useLanguage().words.shell;
  const sections: [title: string, rows: readonly Row[]][] = [
    [
      keys.everywhere,
      [
        ...VIEWS.map((view, index): Row => [[keys.ctrl, String(index + 1)], keys.show(views[view])]),
        [[keys.ctrl, 'B'], keys.backUp],
        [[keys.arrows], keys.walk],
        [[keys.escape], keys.closeThis],
        [['?'], keys.showKeys],
      ],
    ],
    [views.files, filesRows(keys)],
    [views.space, spaceRows(keys)],
    [
      views.excludes,
      [
        [[keys.ctrl, 'S'], keys.excludes.save],
        [[keys.ctrl, '.'], keys.excludes.instead],
      ],
    ],
    [
      views.history,
      [
        [[keys.pages], keys.walkPages],
        [[keys.ends], keys.walkEnds],
      ],
    ],
  ];
  return (
    <Dialog title={keys.title} close={close}>
      {sections.map(([title, rows]) => (
        <section key={title} className="keys-section">
          <h3>{title}</h3>
          <dl className="keys">
            {rows.map(([pressed, what]) => (
              <div key={what} className="keys-row">
                <dt>
                  {pressed.map((key, index) => (
                    <span key={key}>
                      {index > 0 && ' + '}
                      <kbd>{key}</kbd>
                    </span>
                  ))}
                </dt>
                <dd>{what}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </Dialog>
  );
}

function filesRows(keys: Words['shell']['keys']): Row[] {
  return [
    [[keys.enter], keys.files.open],
    [[keys.backspace], keys.files.up],
    [[keys.blank], keys.files.pick],
    [[keys.shift, keys.arrows], keys.files.pickRange],
    [[keys.ctrl, 'A'], keys.files.pickAll],
    [['/'], keys.files.search],
  ];
}

function spaceRows(keys: Words['shell']['keys']): Row[] {
  return [
    [[keys.arrows], keys.space.walk],
    [[keys.enter], keys.space.zoom],
    [[keys.backspace], keys.space.back],
    [[keys.home], keys.space.top],
    [['/'], keys.space.search],
    [['X'], keys.space.menu],
    [['R'], keys.space.again],
    [['L'], keys.space.list],
    [[keys.delete], keys.space.trash],
    [[keys.ctrl, 'Z'], keys.space.undo],
    [[keys.ctrl, 'V'], keys.space.paste],
  ];
}
