/** The keys of the window. */
import { VIEWS } from '../../shared/ipc';
import { Dialog } from '../ui/dialog';
import { useLanguage } from '../words/language';

export function KeysDialog({ close }: { close: () => void }) {
  const { keys, views } = useLanguage().words.shell;
  const rows: [keys: string[], what: string][] = [
    ...VIEWS.map((view, index): [string[], string] => [
      [keys.ctrl, String(index + 1)],
      keys.show(views[view]),
    ]),
    [[keys.ctrl, 'B'], keys.backUp],
    [[keys.arrows], keys.walk],
    [[keys.escape], keys.closeThis],
    [['?'], keys.showKeys],
  ];
  return (
    <Dialog title={keys.title} close={close}>
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
    </Dialog>
  );
}
