import type { Words } from '../english';
import type { Formats } from '../formats';

export const homeWords = (formats: Formats): Words['home'] => ({
  lastGood: 'Letzte gute Sicherung',
  noneYet: 'Noch keine',
  noneHereYet: (age, host) =>
    `Hier ist noch nichts aufbewahrt. Die letzte gute Sicherung, ${age}, ging nach ${host}.`,
  notSetUp: 'Noch nicht eingerichtet',
  settingsUnusable: 'Die Einstellungen sind nicht brauchbar',
  meaning: {
    good: 'Auf dem neuesten Stand',
    due: 'Die nächste ist fällig',
    overdue: 'Überfällig',
    gaps: 'Mit Lücken',
    doubtful: 'Nicht alles ist, wie es sein soll',
    paused: 'Angehalten',
    failed: 'Der letzte Versuch ist gescheitert',
    alarm: 'Braucht deine Antwort',
    never: 'Nichts von diesem Rechner ist bisher anderswo aufbewahrt',
  },
  to: (host) => `nach ${host}`,
  changed: (bytes) => `${bytes} geändert`,
  took: (duration) => `in ${duration}`,
  noDetails: 'der Server nennt keine Zahlen',
  backUpNow: 'Jetzt sichern',
  cancel: 'Abbrechen',

  next: 'Nächste',
  nextPaused: (when) => `angehalten bis ${when}`,
  nextBecause: (because) => `Wartet: ${because}`,
  nextByHand: 'nur, wenn du „Jetzt sichern“ drückst',
  nextDue: 'jetzt fällig',
  nextAt: (day, time) => `${day} um ${time}`,
  setSchedule: 'Zeitplan festlegen',
  pause: 'Anhalten',
  pauseHour: 'Für 1 Stunde',
  pauseTomorrow: 'Bis morgen',
  goOn: 'Weitermachen',

  proof: 'Nachweis',
  proven: (age, files) =>
    `${formats.counted(files, { one: 'Datei', other: 'Dateien' })} ${age} Byte für Byte verglichen`,
  unproven: {
    'include-rules':
      'Nicht verglichen: Deine Ausschlussliste nimmt mit eigenen Regeln Dateien herein („+ …“)',
    failed: 'Bei der letzten Sicherung nicht verglichen; ihr Protokoll sagt, warum',
  },
  readWithin: (days) => `alles in ${formats.counted(days, { one: 'Tag', other: 'Tagen' })} einmal gelesen`,
  notReadYet: 'noch nicht alles erneut gelesen',
  doubtful: 'Eine gesicherte Datei ist nicht, wie sie sein soll',
  badFiles: (count) =>
    `${formats.counted(count, { one: 'Datei', other: 'Dateien' })} im Speicher ${count === 1 ? 'ist' : 'sind'} nicht mehr, wie gesichert. Was dieser Rechner noch hat, kommt mit der nächsten Sicherung erneut; in älteren Ständen bleibt die schlechte Kopie.`,
  differentFiles: (count) =>
    `${formats.counted(count, { one: 'Datei', other: 'Dateien' })} hier und im Speicher ${count === 1 ? 'unterscheidet' : 'unterscheiden'} sich, obwohl Größe und Zeit gleich sind. Was hier ist, wird mit der nächsten Sicherung neu geholt.`,

  kept: 'Platz',
  keptSize: (bytes, files) =>
    `${bytes} in ${formats.counted(files, { one: 'Datei', other: 'Dateien' })} sind gesichert`,
  keptUnknown: 'bekannt nach der ersten Sicherung, die Zahlen nennt',
  whatTakesIt: 'Was ihn belegt',
  what: 'Ordner',
  whatIsLeftOut: 'Was weggelassen wird',

  getFilesBack: 'Dateien zurückholen',

  lastRuns: (count) =>
    count === 0
      ? 'Letzte Läufe'
      : count === 1
        ? 'Letzter Lauf'
        : `Letzte ${formats.counted(count, { one: 'Lauf', other: 'Läufe' })}`,
  noRuns: 'Jeder Lauf hinterlässt hier einen Balken: je höher, desto mehr war geändert.',
  barsMean: 'Balken: wie viel geändert war · Strich: wie lange es dauerte',
  askingRuns: 'Der Verlauf wird gelesen',
  allRuns: 'Alle Läufe',

  noTray:
    'Dein Desktop zeigt keine Symbole in der Leiste, darum öffnet sich dieses Fenster. Eine laufende Sicherung geht weiter, wenn du es schließt.',
});
