import type { Words } from '../english';
import type { Formats } from '../formats';

export const runWords = (formats: Formats): Words['run'] => ({
  backingUpTo: (host) => `Sicherung nach ${host}`,
  checkingHost: (host) => `Prüfung des Wegs zu ${host}`,
  making: 'Wird vorbereitet',
  waiting: 'Warten auf den Server',
  reading: 'Der Server liest',
  readingHere: 'Deine Dateien werden gelesen',
  closing: 'Wird beendet',
  startedAt: (time, ago) => `begonnen ${time}, ${ago}`,
  soFar: (bytes) => `bisher ${bytes}`,
  files: (count) => formats.counted(count, { one: 'Datei', other: 'Dateien' }),
  rate: (bytes) => `${bytes}/s`,
  ofRoot: (root) => `in ${root}`,
  timeLeftUnknown: 'wie lange es dauert, weiß noch niemand',
  tookLastTime: (duration) => `noch unbekannt; zuletzt dauerte es ${duration}`,
  progress: 'Fortschritt der Sicherung',
  stepsDone: { asked: 'gefragt', 'let-in': 'eingelassen', reading: 'gelesen', closing: 'geschlossen' },
  steps: { asked: 'fragen', 'let-in': 'einlassen', reading: 'lesen', closing: 'schließen' },
  stepsNow: { asked: 'fragt', 'let-in': 'lässt ein', reading: 'liest', closing: 'schließt' },
  stepsLabel: 'Schritte dieses Laufs',
  stepDone: 'erledigt',
  stepNow: 'jetzt',
  stepToCome: 'kommt noch',
  doorClosed: 'Noch darf niemand herein.',
  doorOpen: 'Der Server darf einmal herein, um zu lesen. Danach ist er wieder ausgesperrt.',
  canRead: (peer, since) =>
    [
      peer === undefined ? 'Der Server' : `Der Server (${peer})`,
      since === undefined ? 'darf jetzt lesen.' : `darf seit ${since} lesen.`,
      'Danach ist er wieder ausgesperrt.',
    ].join(' '),
  lockedOut: 'Der Server ist wieder ausgesperrt.',
  readsHere: 'Deine Dateien werden auf die Festplatte kopiert. Dafür wird niemand hereingelassen.',
  doneHere: 'Alles ist gelesen. Dafür wurde niemand hereingelassen.',
  elsewhere: (pid) =>
    `Begonnen von einem anderen deiner Programme (Prozess ${pid}), etwa dem Zeitgeber oder einem Terminal. Dort lässt es sich abbrechen.`,
  cancelling: 'Wird abgebrochen',
  failedAt: (time) => `Die Sicherung von ${time} ist fehlgeschlagen`,
  partialAt: (time) => `Die Sicherung von ${time} hat Lücken`,
  gapsMean: (count) =>
    count === undefined
      ? 'Einige Dateien waren nicht lesbar. Alles andere ist gesichert.'
      : `${formats.counted(count, { one: 'Datei war', other: 'Dateien waren' })} nicht lesbar. Alles andere ist gesichert.`,
  gapsNext: 'Mach sie für dich lesbar oder lass sie weg.',
  seeThem: 'Zeigen, welche',
  tryAgain: 'Noch einmal versuchen',
  openLog: 'Protokoll öffnen',
  useStoreAsWell: 'Diesen Speicher zusätzlich verwenden',
  useStoreInstead: 'Diesen Speicher stattdessen verwenden',
  goTo: { settings: 'Einstellungen ändern', excludes: 'Ansehen, was ausgelassen wird' },
  openExcludes: 'Ausnahmenliste öffnen',
  openSettings: 'Einstellungsdatei öffnen',
  nothingUntilUsable: 'Bis dahin wird nicht gesichert. Frühere Sicherungen sind unberührt.',
  earlierKept: 'Frühere Sicherungen sind unberührt.',
});
