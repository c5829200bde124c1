import type { Words } from '../english';
import type { Formats } from '../formats';

export const settingsWords = (formats: Formats): Words['settings'] => ({
  title: 'Einstellungen',
  asking: 'Die Einstellungen werden gelesen',
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
    save: 'Zeitplan sichern',
    discard: 'Verwerfen',
    startedBy: (what) => `Gestartet von: ${what}.`,
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
  },
});
