import type { Words } from '../english';

export const setupWords: Words['setup'] = {
  intro: 'Zwei Befehle in einem Terminal richten es ein. Vorher wird nichts gesichert.',
  where: 'Sag, wohin gesichert wird',
  host: 'auf einen anderen Rechner, über ssh:',
  or: 'oder auf eine Platte an diesem:',
  hostCommand: 'latchkey --init --host USER@HOST',
  diskCommand: 'latchkey --init --local VERZEICHNIS',
  check: 'Prüfe den ganzen Weg hin und zurück',
  checkCommand: 'latchkey --check',
  then: 'Dann drücke hier „Jetzt sichern“. Diese Seite ändert sich von selbst, sobald die Einstellungen da sind.',
};
