import type { Words } from '../english';
import type { Formats } from '../formats';
import { backupSettingsWords } from './backup-settings';

export const settingsWords = (formats: Formats): Words['settings'] => ({
  title: 'Einstellungen',
  index: 'Teile der Einstellungen',
  asking: 'Die Einstellungen werden gelesen',
  missing: {
    title: 'Noch nicht eingerichtet',
    explain: 'Es gibt nichts zu ändern, bevor Latchkey weiß, wohin die Sicherungen gehen.',
    setUp: 'Sicherungen einrichten',
  },
  save: 'Speichern',
  discard: 'Verwerfen',
  outdated:
    'Inzwischen wurde dies in der Einstellungsdatei geändert. Was du hier geschrieben hast, bleibt: „Speichern“ setzt es an die Stelle davon, „Verwerfen“ zeigt, was die Datei jetzt sagt.',
  ...backupSettingsWords(formats),
  schedule: {
    title: 'Wann',
    explain: 'Gezählt ab der letzten guten Sicherung. Eine verpasste wird nachgeholt, sobald es geht.',
    off: 'Nur von Hand',
    hours: 'Alle paar Stunden',
    daily: 'Jeden Tag',
    weekly: 'Jede Woche',
    every: 'Stunden zwischen Sicherungen',
    at: 'Uhrzeit',
    on: 'Tag',
    weekdays: {
      monday: 'Montag',
      tuesday: 'Dienstag',
      wednesday: 'Mittwoch',
      thursday: 'Donnerstag',
      friday: 'Freitag',
      saturday: 'Samstag',
      sunday: 'Sonntag',
    },
    wrongHours: `Eine ganze Zahl von ${formats.count(1)} bis ${formats.count(168)}`,
    wrongTime: 'Eine Uhrzeit wie 22:00',
    setUpAgain: 'Neu einrichten',
    startedBy: {
      systemd: 'Gestartet von einem systemd-Timer von dir.',
      cron: 'Gestartet von einer Zeile in deiner crontab.',
    },
    starterProblem: (problem) => {
      switch (problem.kind) {
        case 'not-running':
          return 'Aber systemd lässt ihn nicht laufen.';
        case 'no-cron':
          return 'Aber auf diesem Rechner läuft kein cron, das sie liest.';
        case 'changed':
          return 'Aber das wurde von Hand geändert und startet etwas anderes.';
        case 'launcher-gone':
          return `Aber ${problem.launcher}, was damit gestartet wird, ist nicht mehr da.`;
      }
    },
    nothingStarts: 'Nichts auf diesem Rechner startet sie, solange Latchkey geschlossen ist.',
  },
  pause: {
    title: 'Pause',
    none: 'Die Sicherungen sind nicht angehalten.',
    until: (when) => `Angehalten bis ${when}.`,
  },
  start: {
    title: 'Start',
    autostart: 'Latchkey bei der Anmeldung starten',
    explain: 'Es wartet dann in der Leiste, ohne Fenster.',
  },
  look: {
    title: 'Aussehen',
    theme: 'Farben',
    themes: { system: 'Wie der Desktop', light: 'Hell', dark: 'Dunkel' },
    language: 'Sprache',
    languageOfSystem: 'Wie der Desktop',
  },
  files: {
    title: 'Dateien',
    explain: 'Alles steht in einfachen Dateien, die dir gehören.',
    settings: 'Einstellungsdatei öffnen',
    excludes: 'Ausnahmenliste öffnen',
    logs: 'Protokollordner öffnen',
  },
  about: {
    title: 'Über',
    version: (version) => `Latchkey ${version}`,
    what: 'Lässt den Sicherungsserver einmal herein, für eine Verbindung, zum Lesen.',
    notices: 'Lizenzen der enthaltenen Software',
  },
});
