/** The table of shared/laptop-failure-texts.ts in German. */
import type { FailureCode } from '../../failures';
import { installCommand, SSH_SERVER_OFF, startsServer } from '../../install-advice';
import { runCheck } from './next-steps';
import type { Said } from './said-failure';

export const LAPTOP_FAILURES = {
  'settings-missing': ({ path }) => [
    `Latchkey ist noch nicht eingerichtet: ${path} gibt es nicht.`,
    'Starte „latchkey --init --local VERZEICHNIS“ oder „latchkey --init --host USER@HOST“.',
  ],
  'settings-broken': ({ path, detail }) => [
    `Die Einstellungen in ${path} sind nicht gültig: ${detail}`,
    'Berichtige die Datei, oder räume sie weg und starte „latchkey --init“. Sie blieb, wie sie ist.',
  ],
  'settings-newer': ({ path, version }) => [
    `Die Einstellungen in ${path} sind von einem neueren Latchkey (Version ${version}).`,
    'Aktualisiere Latchkey. Die Datei blieb, wie sie ist.',
  ],
  'settings-changed': ({ path }) => [
    `Die Einstellungen in ${path} wurden inzwischen von einem anderen Programm geändert und blieben, wie sie sind.`,
    'Sieh die Einstellungen an, wie sie jetzt sind, und versuche es noch einmal.',
  ],
  'destination-unknown': ({ name, names }) => [
    `Ein Ziel namens „${name}“ gibt es nicht.`,
    `Nenne eines von diesen: ${names.join(', ')}.`,
  ],
  'destination-taken': ({ what, name }) => [
    what === 'name'
      ? `Ein Ziel namens „${name}“ gibt es schon.`
      : `Das Ziel „${name}“ liegt schon an diesem Ort.`,
    what === 'name' ? 'Wähle einen anderen Namen.' : 'Ändere jenes, oder wähle einen anderen Ort.',
  ],
  'destination-last': ({ name }) => [
    `„${name}“ ist das einzige Ziel.`,
    'Füge erst ein anderes hinzu; oder schalte den Zeitplan aus, damit nichts von selbst gesichert wird.',
  ],
  'destination-unnamed': ({ names }) => [
    'Es gibt mehrere Ziele, und hier geht es um eines davon.',
    `Nenne es mit --to: ${names.join(', ')}.`,
  ],
  'settings-unwritable': ({ path, detail }) => [
    `Die Einstellungen in ${path} ließen sich nicht schreiben und sind, wie sie waren: ${detail}.`,
    'Schaffe dort Platz, oder mach die Datei und ihr Verzeichnis für dich beschreibbar.',
  ],
  'schedule-not-installed': ({ detail }) => [
    `Der Timer für geplante Sicherungen ließ sich nicht ändern: ${detail}.`,
    'Installiere cron (sudo apt install cron) und versuche es noch einmal, oder lass „latchkey --run --if-due --quiet“ auf anderem Weg alle 15 Minuten starten.',
  ],
  'autostart-unwritable': ({ detail }) => [
    `Latchkey startet nicht mit der Anmeldung: ${detail}.`,
    'Mache den Autostart-Ordner für dich beschreibbar und versuche es in den Einstellungen noch einmal.',
  ],
  'exclude-list-unreadable': ({ path, detail }) => [
    `Die Ausnahmenliste ${path} ist nicht lesbar: ${detail}.`,
    'Mach die Datei lesbar. Ohne sie wird nichts gesichert, damit nichts Privates hinausgeht.',
  ],
  'exclude-list-gone': ({ path }) => [
    `Die Ausnahmenliste ${path} war bei der letzten Sicherung da und ist es jetzt nicht: Es wurde nichts gesichert, damit nichts Privates hinausgeht.`,
    `Stelle sie wieder her. Soll ab jetzt nichts ausgeschlossen werden, lege eine leere an: touch ${path}`,
  ],
  'exclude-list-too-large': ({ path, bytes, most }, formats) => [
    `Die Ausnahmenliste ${path} wäre ${formats.bytes(bytes)} lang; höchstens ${formats.bytes(most)} werden angenommen, weil der Server sie bei jeder Sicherung aufbewahrt.`,
    'Kürze sie: Ein Muster kann für viele Pfade stehen.',
  ],
  'exclude-list-refused': ({ path, line, detail }) => [
    line === null
      ? `rsync lehnt die Ausnahmenliste ${path} ab: ${detail}.`
      : `Zeile ${line} der Ausnahmenliste ${path} ist ein Zeichen ohne Muster: rsync lehnt deswegen die ganze Liste ab.`,
    'Vervollständige die Zeile oder nimm sie heraus; „latchkey --exclude list“ zeigt sie.',
  ],
  'exclude-list-unwritable': ({ path, detail }) => [
    `Die Ausnahmenliste ${path} ließ sich nicht schreiben und ist, wie sie war: ${detail}.`,
    'Schaffe dort Platz, oder mach die Datei und ihr Verzeichnis für dich beschreibbar.',
  ],
  'exclude-list-changed': ({ path }) => [
    `Die Ausnahmenliste ${path} wurde inzwischen von einem anderen Programm geändert und blieb, wie sie ist.`,
    'Sieh die Liste an, wie sie jetzt ist, und versuche es noch einmal.',
  ],
  'name-not-expressible': ({ path }) => [
    `Keine Regel kann ${path} nennen: Eine Zeile der Ausnahmenliste kann so einen Namen nicht enthalten.`,
    'Benenne es um, schließe den Ordner darum aus, oder schreibe „?“ statt des Zeichens.',
  ],
  'root-unreadable': ({ root, detail }) => [
    `Das Verzeichnis ${root} ist nicht lesbar: ${detail}.`,
    'Berichtige „roots“ in den Einstellungen, oder hänge das Verzeichnis ein.',
  ],
  'root-not-mounted': ({ root }) => [
    `Der Ordner ${root} ist leer: Ist seine Platte eingehängt?`,
    'Hänge sie ein und sichere noch einmal. Soll der Ordner leer sein, nimm ihn aus den Einstellungen oder lege eine Datei hinein.',
  ],
  'store-inside-root': ({ directory, root }) => [
    `Der Sicherungsspeicher ${directory} liegt in ${root}, das gesichert wird.`,
    `Schließe ihn aus (mit der Zeile „${directory}/“ in der Ausnahmenliste), oder verschiebe ihn.`,
  ],
  'store-missing': ({ directory, locked = [] }) =>
    locked.length === 0
      ? [
          `Der Sicherungsspeicher ${directory} ist nicht da.`,
          'Stecke die Platte an und hänge sie ein, oder lege das Verzeichnis an.',
        ]
      : [
          `Der Sicherungsspeicher ${directory} ist nicht da. Angesteckt und gesperrt: ${locked.join(', ')}.`,
          'Entsperre die Platte im Dateimanager, der nach ihrem Passwort fragt; oder stecke die richtige an.',
        ],
  'already-running': ({ pid }) => [
    `Eine Sicherung läuft schon (Prozess ${pid}).`,
    'Warte auf sie; „latchkey --status“ zeigt, wie weit sie ist.',
  ],
  'program-missing': ({ program, package: name }) => [
    `Das Programm ${program} ist nicht installiert.`,
    startsServer(name)
      ? `Installiere es: ${installCommand(name)}. Debian startet dann einen ssh-Server an Port 22, den Latchkey nicht braucht; schalte ihn ab: ${SSH_SERVER_OFF}`
      : `Installiere es: ${installCommand(name)}`,
  ],
  'program-not-started': ({ program, detail }) => [
    `Das Programm ${program} ließ sich nicht starten: ${detail}.`,
    'Fehlt es diesem Rechner an Prozessen oder Speicher, dann schließe Programme oder hebe die Grenzen an („ulimit -a“ zeigt sie) und versuche es noch einmal.',
  ],
  'call-key-failed': ({ path, detail }) => [
    `Der Schlüssel für die Anrufe, ${path}, ließ sich nicht anlegen: ${detail}.`,
    `Liegt dort ein halber älterer Schlüssel (${path} oder ${path}.pub), dann lege ihn beiseite und versuche es noch einmal.`,
  ],
  'one-time-key-failed': ({ detail }) => [
    `Der Einmalschlüssel ließ sich nicht anlegen: ${detail}.`,
    runCheck,
  ],
  'run-directory-failed': ({ directory, detail }) => [
    `Das private Verzeichnis des Laufs ließ sich ${directory === undefined ? '' : `in ${directory} `}nicht anlegen: ${detail}.`,
    directory === undefined
      ? runCheck
      : `Schaffe in ${directory} Platz, oder mach es für dich beschreibbar, dann sichere noch einmal.`,
  ],
  'state-unwritable': ({ directory, detail }) => [
    `Latchkey kann in ${directory} nicht schreiben: ${detail}.`,
    `Schaffe dort Platz, oder mach ${directory} für dich beschreibbar, dann sichere noch einmal.`,
  ],
  'rsync-unusable': ({ detail }) => [
    `Das Programm rsync läuft auf diesem Rechner nicht: ${detail}.`,
    'Fehlt es an Prozessen oder Speicher, dann schließe Programme oder hebe die Grenzen an („ulimit -a“ zeigt sie) und sichere noch einmal.',
  ],
  'port-taken': ({ port }) => [
    `Port ${port} ist von einem anderen Programm belegt.`,
    'Nimm einen anderen „callbackPort“ in den Einstellungen, oder 0 für irgendeinen freien.',
  ],
  'request-refused': ({ detail }) => [
    `Das Fenster wollte etwas, das es nicht haben darf: ${detail}.`,
    'Schließe das Fenster und öffne es wieder. Hilft das nicht, ist es ein Fehler im Programm: Melde ihn.',
  ],
  'hold-not-released': ({ detail }) => [
    `Die älteren Sicherungen werden weiter festgehalten: ${detail}.`,
    'Versuche es noch einmal, wenn keine Sicherung läuft.',
  ],
  'not-opened': ({ detail }) => [
    `Es ließ sich nicht öffnen: ${detail}.`,
    'Wähle in deinem Desktop ein Programm für solche Dateien, oder öffne es von Hand.',
  ],
  'not-trashed': ({ path, why, detail }) => [
    `„${path}“ wurde nicht verschoben: ${
      {
        changed: 'Dort liegt inzwischen etwas anderes',
        mounted: 'Darin ist ein anderes Dateisystem eingehängt',
        'no-trash': 'Sein Dateisystem hat keinen Papierkorb, den du benutzen darfst',
        'is-trash': 'Es gehört zum Papierkorb',
        'is-root': 'Es ist der Ordner, der angesehen wurde',
        refused: detail,
      }[why]
    }.`,
    why === 'changed' ? 'Sieh seinen Ordner noch einmal an.' : 'Sieh es dir im Dateimanager an.',
  ],
  'not-put-back': ({ path, why, detail }) => [
    `„${path}“ wurde nicht zurückgelegt: ${
      {
        gone: 'Es liegt nicht mehr im Papierkorb',
        taken: 'An seinem Platz liegt etwas anderes',
        'no-folder': 'Den Ordner, in dem es lag, gibt es nicht mehr',
        refused: detail,
      }[why]
    }.`,
    why === 'gone' ? 'Suche es in deinen Sicherungen.' : 'Hol es im Dateimanager aus dem Papierkorb.',
  ],
  'export-unwritable': ({ path, detail }) => [
    `Der Verlauf konnte nicht nach ${path} geschrieben werden: ${detail}.`,
    'Wähle einen anderen Ort, an dem du schreiben darfst und Platz ist.',
  ],
  'usage-list-unreadable': ({ detail }) => [
    `Das ist keine Liste von du oder ncdu: ${detail}.`,
    'Mach eine mit „du -0ak VERZEICHNIS“ oder „ncdu -o DATEI VERZEICHNIS“ und öffne sie.',
  ],
  'usage-service-ended': () => [
    'Das Programm, mit dem Latchkey die Platte ansieht, wurde beendet. Sicherungen betrifft das nicht.',
    'Sieh noch einmal nach. Geschieht es wieder, reicht vielleicht der Speicher für so viele Dateien nicht.',
  ],
  internal: ({ detail }) => [
    `Latchkey selbst ist gescheitert: ${detail}.`,
    'Das ist ein Fehler im Programm. Melde ihn, mit dem Protokoll des Laufs.',
  ],
} satisfies { [C in FailureCode]?: Said<C> };
