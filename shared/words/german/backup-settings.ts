import { DEFAULT_FLOOR, THINNED_OUT } from '../../keep-policy';
import type { Words } from '../english';
import type { backupSettingsWords as english } from '../english/backup-settings';
import type { Formats } from '../formats';

export const backupSettingsWords = (
  formats: Formats,
): Pick<Words['settings'], keyof ReturnType<typeof english>> => ({
  where: {
    title: 'Wohin',
    ssh: 'Auf einen anderen Rechner, über ssh',
    local: 'Auf eine Platte dieses Rechners',
    host: 'Sicherungsserver',
    hostHint: 'BENUTZER@RECHNER oder ein Name aus deiner ssh-Konfiguration.',
    wrongHost: 'Etwa du@nas oder ssh://du@nas:2222',
    reach: 'Wie der Server zum Lesen zurückkommt',
    direct: 'Direkt',
    directExplain: 'Der Server verbindet sich mit diesem Rechner, der von dort erreichbar sein muss.',
    tunnel: 'Durch den Anruf',
    tunnelExplain:
      'Der Server kommt in der Verbindung zurück, die ihn gerufen hat: keine Adresse muss erreichbar, kein Port zum Netz offen sein.',
    advanced: 'Für Fortgeschrittene',
    port: 'Port von ssh auf dem Server',
    callbackAddress: 'Adresse dieses Rechners',
    callbackPort: 'Port auf diesem Rechner',
    allowFrom: 'Wer herein darf',
    hints: {
      port: 'Leer: wie deine ssh-Konfiguration es sagt.',
      callbackAddress: 'Womit der Server sich verbindet. Leer: der Name dieses Rechners.',
      callbackPort: 'Offen, solange eine Sicherung auf den Server wartet. Leer: irgendein freier.',
      allowFrom: 'Adressen oder Netze, durch Leerzeichen getrennt. Leer: die Adressen des Servers.',
    },
    wrongPort: `Eine ganze Zahl von ${formats.count(1)} bis ${String(65_535)}`,
    wrongAddress: 'Ein Rechnername oder eine Adresse, ohne Leerzeichen und Anführungszeichen',
    wrongAllowFrom: 'Adressen oder Netze wie 192.0.2.0/24',
    otherArguments: 'Weitere Argumente von ssh',
    otherArgumentsExplain:
      'Nur in der Einstellungsdatei zu ändern, weil manche davon Programme starten können.',
    noFolder: 'Wähle den Ordner, in den die Sicherungen gehen.',
    chooseFolder: 'Ordner wählen',
  },
  keep: {
    label: 'Alte Sicherungen',
    options: {
      thinned: 'Mit dem Alter ausdünnen',
      all: 'Alle behalten',
      own: 'Wie in der Einstellungsdatei',
    },
    explain: {
      thinned: `Je eine bleibt für die letzten ${formats.count(THINNED_OUT.hourly)} Stunden, ${formats.count(THINNED_OUT.daily)} Tage, ${formats.count(THINNED_OUT.weekly)} Wochen, ${formats.count(THINNED_OUT.monthly)} Monate und ${formats.count(THINNED_OUT.yearly)} Jahre, und immer die neuesten ${formats.count(DEFAULT_FLOOR)}, die der letzten ${formats.count(48)} Stunden und die angehefteten; Zeiten ohne Sicherung zählen nicht. Die anderen werden gelöscht.`,
      all: 'Bis die Platte voll ist.',
    },
    preview: (goes, all) =>
      `Mit diesen Zahlen würden nach der nächsten Sicherung ${formats.count(goes)} von ${formats.counted(all, { one: 'Stand', other: 'Ständen' })} gelöscht; die neuesten ${formats.count(DEFAULT_FLOOR)} und die der letzten ${formats.count(48)} Stunden bleiben immer.`,
    byHost:
      'Welche alten Sicherungen bleiben, bestimmt, wem der Server gehört: mit --keep und --floor, in der Zeile dieses Rechners in dessen authorized_keys. Die neuesten zehn und die der letzten 48 Stunden bleiben immer.',
  },
  what: {
    title: 'Was',
    explain: 'Diese Ordner mit allem darin, ohne das, was die Ausnahmenliste auslässt.',
    remove: 'Entfernen',
    removeOne: (path) => `${path} entfernen`,
    add: 'Ordner hinzufügen',
    noneLeft: 'Füge mindestens einen Ordner hinzu.',
  },
  conditions: {
    title: 'Wann nicht',
    explain: 'Eine geplante Sicherung wartet, bis das vorbei ist. „Jetzt sichern“ geht trotzdem.',
    leastBattery: 'Im Akkubetrieb warten unter',
    leastBatteryHint: `Bei ${formats.count(0)} % ist der Akku so gut wie das Stromnetz.`,
    wrongPercent: `Eine ganze Zahl von ${formats.count(0)} bis ${formats.count(100)}`,
    powerSaver: 'Warten, solange der Energiesparmodus an ist',
    metered: 'Warten, wo das Netz nach Menge abgerechnet wird, wie beim Handy',
    networks: 'Netze',
    anyNetwork: 'In jedem Netz',
    namedNetworks: 'Nur in Netzen, die ich nenne',
    names: 'Namen der Netze',
    namesHint: 'Einer je Zeile, wie NetworkManager sie zeigt.',
    wrongNames: 'Der Name mindestens eines Netzes',
    addCurrent: (name) => `${name} hinzufügen, wo du gerade bist`,
  },
  speed: {
    title: 'Tempo',
    explain: 'Dieser Rechner hält die Grenze ein, was der Server auch verlangt.',
    none: 'So schnell es geht',
    some: 'Höchstens',
    most: 'So viel wird gelesen',
    anHour: (size) => `Bis zu ${size} in der Stunde.`,
    wrong: 'Eine Zahl über 0, etwa 2,5',
  },
  telling: {
    title: 'Was du erfährst',
    notifications: 'Benachrichtigungen zeigen',
    explain:
      'Von einem Fehler, von den ersten Lücken, von einer überfälligen Sicherung; jede Ursache einmal.',
    overdue: 'Überfällig ohne gute Sicherung seit',
    days: 'Tagen',
    wrongDays: `Eine ganze Zahl von ${formats.count(1)} bis ${formats.count(365)}`,
    monitor: 'Adresse eines Wächters',
    monitorHint: 'Erfährt von jedem Anfang, Erfolg und Fehler, wie healthchecks.io es nimmt. Leer: keiner.',
    wrongMonitor: 'Eine Adresse, die mit https:// oder http:// beginnt',
  },
  commands: {
    title: 'Davor und danach',
    explain:
      'Programme, die um jede Sicherung herum laufen. Scheitert das davor, entfällt diese Sicherung. Sie stehen nur in der Einstellungsdatei, damit kein Fenster ein Programm starten kann.',
    before: 'Davor',
    after: 'Danach',
    none: 'Nichts',
    limit: (time) => `Nach ${time} beendet.`,
    open: 'In der Datei einstellen',
  },
});
