import { CUT_SHORT } from '../../outcome';
import type { Words } from '../english';
import type { Formats } from '../formats';

/** Who or what ends a run, as the engine writes it down (main/application.ts, ending.ts, watch-occasions.ts, the terminal). */
const CANCEL_REASONS: Record<string, string> = {
  'cancelled by you': 'von dir abgebrochen',
  'Latchkey was quit': 'Latchkey wurde beendet',
  [CUT_SHORT.shutdown]: 'der Rechner wurde heruntergefahren',
  [CUT_SHORT.sleep]: 'der Rechner ging in den Ruhezustand',
  [CUT_SHORT.killed]: 'Latchkey wurde mittendrin beendet',
  'ended by SIGTERM': 'durch SIGTERM beendet',
  'ended by SIGINT': 'durch SIGINT beendet',
  'ended by SIGHUP': 'durch SIGHUP beendet',
  interrupted: 'im Terminal unterbrochen',
};

export const historyWords = (formats: Formats): Words['history'] => ({
  title: 'Verlauf',
  asking: 'Der Verlauf wird gelesen',
  empty: 'Noch kein Lauf. Der erste wird hier stehen.',
  nothingShown: 'Keiner der Läufe ist von dieser Art.',
  show: 'Zeigen',
  filters: {
    all: 'Alle Läufe',
    good: 'Gute Sicherungen',
    trouble: 'Fehlgeschlagen oder mit Lücken',
    skipped: 'Zurückgestellt',
  },
  runs: (count) => formats.counted(count, { one: 'Lauf', other: 'Läufe' }),
  newestOnly: (count) => `Die neuesten ${formats.count(count)} stehen hier.`,
  list: 'Läufe, der neueste zuerst',
  results: {
    completed: 'Gesichert',
    partial: 'Mit Lücken gesichert',
    failed: 'Fehlgeschlagen',
    cancelled: 'Abgebrochen',
    skipped: 'Zurückgestellt',
  },
  changedFiles: (count) => formats.counted(count, { one: 'Datei geändert', other: 'Dateien geändert' }),
  choose: 'Wähle einen Lauf, um zu sehen, was darin geschah.',
  details: 'Was in diesem Lauf geschah',
  tryAgainBy: (until) => `Der nächste Versuch kommt ${until}.`,
  cancelReason: (reason) => CANCEL_REASONS[reason] ?? reason,
  cancelledBecause: (reason) =>
    `Abgebrochen: ${CANCEL_REASONS[reason] ?? reason}. Frühere Sicherungen sind unberührt.`,
  noFigures: 'Der Server endete ohne Fehler. Er nennt keine Zahlen.',
  emptySnapshot: 'Die Sicherung enthält keine Dateien. Wenn du welche erwartest, sieh in die Ausnahmenliste.',
  facts: {
    started: 'Begonnen',
    took: 'Dauer',
    host: 'Nach',
    folders: 'Ordner',
    snapshot: 'Stand',
    base: 'Teilt mit',
    first: 'nichts: Es ist der erste',
    sent: 'Geändert',
    whole: 'Ganzer Stand',
    vanished: 'Verschwunden',
    compared: 'Verglichen',
    healed: 'Geheilt',
  },
  sizeOf: (bytes, files) => `${bytes} in ${formats.counted(files, { one: 'Datei', other: 'Dateien' })}`,
  vanished: (count) =>
    `${formats.counted(count, { one: 'Datei', other: 'Dateien' })}; üblich, wenn am Rechner gearbeitet wird`,
  turnedAway: (addresses) => `An der Tür abgewiesen: ${addresses}.`,
  refusedCommands: (count, reasons) =>
    `Der Wächter hat ${formats.counted(count, { one: 'Befehl', other: 'Befehle' })} abgelehnt: ${reasons}.`,
  unreadable: (count) => `${formats.counted(count, { one: 'Pfad war', other: 'Pfade waren' })} nicht lesbar`,
  unreadableFirst: (shown) => `Die ersten ${formats.count(shown)} stehen hier.`,
  inFolder: (count) => formats.counted(count, { one: 'Pfad', other: 'Pfade' }),
  exportAll: 'Als JSON ausgeben',
  filesBack: {
    title: 'Dateien zurückholen',
    find: 'Dateien dieser Sicherung finden',
    here: 'Oder kopiere die Dateien dieses Stands in einen neuen Ordner und nimm von dort, was du brauchst.',
    copy: 'Dateien kopieren nach …',
    cancel: 'Abbrechen',
    copying: 'Wird kopiert. Das kann eine Weile dauern.',
    copied: (place) => `Die Dateien liegen in ${place}.`,
    incomplete: 'Einige kamen nicht vollständig mit: Geräte, oder was jene Platte nicht halten kann.',
  },
  own: {
    label: 'Name (freiwillig)',
    pin: 'Anheften',
    pinMeans: 'Ein angehefteter Stand bleibt, was auch immer zu alten Sicherungen eingestellt ist.',
    pinned: (label) => (label === '' ? 'Angeheftet: Er bleibt.' : `Angeheftet: ${label}.`),
    unpin: 'Lösen',
    delete: 'Diesen Stand löschen …',
    deleteTitle: 'Diesen Stand löschen?',
    deleteMeans:
      'Dateien, die in keinem anderen Stand sind, sind dann endgültig fort. Die anderen Stände bleiben vollständig: Was sie mit diesem teilen, bleibt.',
    deleteIt: 'Löschen',
    deleted: 'Dieser Stand ist gelöscht.',
  },
  exportRun: 'Diesen Lauf als JSON ausgeben',
  exported: (runs, file) =>
    `${formats.counted(runs, { one: 'Lauf steht', other: 'Läufe stehen' })} in ${file}.`,
  log: 'Protokoll',
  logAsking: 'Das Protokoll wird gelesen',
  logEmpty: 'In diesem Lauf wurde nichts aufgezeichnet.',
  logSearch: 'Im Protokoll suchen',
  logLines: (shown, all) =>
    shown === all
      ? formats.counted(all, { one: 'Zeile', other: 'Zeilen' })
      : `${formats.count(shown)} von ${formats.counted(all, { one: 'Zeile', other: 'Zeilen' })}`,
  logNone: 'In keiner Zeile steht das.',
  openLogFolder: 'Protokollordner öffnen',
});
