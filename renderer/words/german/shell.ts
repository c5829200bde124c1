import type { Words } from '../english';

export const shellWords: Words['shell'] = {
  views: {
    home: 'Übersicht',
    space: 'Platz',
    excludes: 'Ausnahmen',
    history: 'Verlauf',
    settings: 'Einstellungen',
  },
  rail: 'Ansichten',
  asking: 'Deine Sicherungen werden angesehen',
  health: {
    good: 'Gesichert',
    running: 'Läuft',
    open: 'Der Server darf herein',
    attention: 'Braucht Aufmerksamkeit',
    failed: 'Fehlgeschlagen',
    paused: 'Angehalten',
    never: 'Noch nie gesichert',
  },
  askAgain: 'Noch einmal nachsehen',
  dismiss: 'Meldung schließen',
  defect: {
    title: 'Diese Ansicht ist gescheitert',
    meaning: 'Gesichert wird anderswo, und das geht weiter. Nichts wurde verändert.',
    again: 'Noch einmal zeigen',
  },
  keys: {
    title: 'Tasten',
    close: 'Schließen',
    ctrl: 'Strg',
    show: (view) => `${view} zeigen`,
    backUp: 'Jetzt sichern',
    showKeys: 'Diese Tasten zeigen',
    arrows: 'Pfeile',
    walk: 'Durch eine Liste oder die letzten Läufe gehen',
    escape: 'Esc',
    closeThis: 'Schließen, was offen ist',
  },
};
