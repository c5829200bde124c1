import type { Words } from '../english';

export const elsewhereWords: Words['elsewhere'] = {
  excludes: {
    title: 'Ausnahmen',
    text: 'Was weggelassen wird, steht in einer Textdatei von dir, eine Regel je Zeile. Sie öffnet sich in deinem Editor:',
    button: 'Ausnahmenliste öffnen',
    terminal: 'Ein Terminal zählt die Regeln auf, mit dem, was jede spart, und prüft sie:',
    command: 'latchkey --exclude',
  },
};
