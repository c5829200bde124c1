/** The table of shared/way-back-failure-texts.ts in German. */
import type { FailureCode } from '../../failures';
import { parseSnapshotName } from '../../snapshot-name';
import type { Said } from './said-failure';

const grantThere =
  'Gib auf dem Server als der Benutzer, dem die Sicherungen gehören, „latchkey-host --grant-restore“ ein („sudo -u bak latchkey-host --grant-restore“, wenn das bak ist): Es zeigt einen Code.';

export const WAY_BACK_FAILURES = {
  'snapshot-not-there': ({ snapshot, directory }) => [
    `Der Stand ${snapshot} ist nicht in ${directory}.`,
    'Schließe diese Platte an. Ist sie da, wurde er seither entfernt, um alte auszudünnen: Nimm einen neueren.',
  ],
  'snapshot-not-changed': ({ detail }) => [
    `Der Speicher antwortet: ${detail}.`,
    'Läuft dort gerade eine Sicherung, warte, bis sie fertig ist.',
  ],
  'copy-no-room': ({ directory, neededBytes, freeBytes }, formats) => [
    `Die Dateien brauchen ${formats.bytes(neededBytes)}, in ${directory} sind ${formats.bytes(freeBytes)} frei.`,
    'Wähle einen Ordner auf einer anderen Platte, oder schaffe dort Platz.',
  ],
  'copy-failed': ({ detail }) => [
    `Die Dateien ließen sich nicht kopieren: ${detail}.`,
    'Wähle einen anderen Ordner. Der Stand selbst ist unberührt.',
  ],
  'restore-needs-host': ({ host }) => [
    `Die Stände sind auf ${host}; von dort kommen Dateien mit einem Einmal-Code zurück.`,
    `${grantThere} Starte dies dann noch einmal in einem Terminal, das nach dem Code fragt; ein Skript gibt ihn mit --code-from - über die Standardeingabe.`,
  ],
  'restore-not-granted': ({ host }) => [`Auf ${host} gilt gerade kein Code für diesen Rechner.`, grantThere],
  'restore-host-busy': ({ host }) => [
    `Eine andere Verbindung mit dem Schlüssel dieses Rechners gibt auf ${host} gerade einen Code ein.`,
    'Versuche es in einer Minute noch einmal. Warst du das nicht, sieh in das Protokoll des Servers.',
  ],
  'restore-code-wrong': ({ host, left }) => [
    `Das ist nicht der Code, den ${host} gezeigt hat.`,
    left === 0
      ? `Es war der dritte falsche, damit ist der Code ungültig. ${grantThere}`
      : `Sieh noch einmal nach: Nach ${left === 1 ? 'einem weiteren falschen' : `${left} weiteren falschen`} ist er ungültig.`,
  ],
  'restore-grant-void': ({ host }) => [
    `Der Code auf ${host} ist ungültig: Es wurde dreimal ein falscher eingegeben.`,
    `Warst du das nicht, hat jemand anders den Schlüssel dieses Rechners: Das Protokoll des Servers sagt, wann. Sonst: ${grantThere}`,
  ],
  'restore-grant-used': ({ host }) => [
    `Der Code auf ${host} ist verbraucht: Er gilt für eine Verbindung.`,
    grantThere,
  ],
  'restore-grant-expired': ({ host }) => [
    `Der Code auf ${host} ist abgelaufen.`,
    `${grantThere} Mit --for 2h gilt er länger.`,
  ],
  'restore-grant-ended': ({ host, why }) => [
    why === 'time'
      ? `Die Zeit, die ${host} erlaubt hat, war um, bevor alles geholt war.`
      : `${host} hat seine Erlaubnis zurückgenommen.`,
    `Deine Dateien sind, wie sie waren. ${grantThere}${why === 'time' ? ' Mit --for 2h gilt er länger.' : ''} „latchkey --resume“ macht dann weiter, wo eine Wiederherstellung begonnen war.`,
  ],
  'restore-not-covered': ({ host, snapshot }) => [
    `${host} erlaubt, andere Stände zu lesen, aber nicht ${snapshot}.`,
    `Gib auf dem Server „latchkey-host --grant-restore --snapshots all“ ein, oder „--snapshots ${snapshot}“.`,
  ],
  'restore-connection-lost': ({ host, detail }) => [
    `Die Verbindung zu ${host} ist abgebrochen: ${detail}.`,
    `Deine Dateien sind, wie sie waren. Der Code ist mit der Verbindung verbraucht. ${grantThere} „latchkey --resume“ macht dann weiter, wo eine Wiederherstellung begonnen war.`,
  ],
  'restore-host-too-old': ({ host }) => [
    `Das Latchkey auf ${host} ist zu alt, um Dateien zurückzugeben.`,
    'Aktualisiere latchkey-host dort auf die Version dieses Rechners, oder hole die Dateien mit einem eigenen Zugang: Der Abschnitt „Get files back“ der README nennt den Befehl.',
  ],
  'restore-more-than-listed': ({ host }) => [
    `${host} schickt mehr, als es aufgezählt hat. Die Übertragung wurde beendet.`,
    'Deine Dateien sind, wie sie waren. Prüfe den Speicher auf dem Server: latchkey-host --check-store',
  ],
  'restore-no-machine': ({ directory, machine }) => [
    `In ${directory} sind keine Stände eines Rechners namens ${machine}.`,
    'Schließe die richtige Platte an. Hieß dieser Rechner damals anders, trage den Namen in die Einstellungen ein („machine“).',
  ],
  'restore-no-snapshot': ({ when }) => [
    when === ''
      ? 'Es gibt noch keine Stände.'
      : parseSnapshotName(when) === undefined
        ? `Es gibt keinen Stand von damals oder früher: ${when}.`
        : `Es gibt keinen Stand namens ${when}.`,
    '„latchkey --snapshots“ zeigt, welche es gibt.',
  ],
  'restore-no-path': ({ path, last }) => [
    `${path} ist nicht in diesem Stand.`,
    last === null
      ? `„latchkey --versions PFAD“ zeigt, in welchen Ständen ${path} ist.`
      : `Der neueste, der es enthält, ist ${last}: Gib --at ${last} an.`,
  ],
  'restore-unanswered': ({ detail }) => [
    `Der Speicher ließ sich nicht lesen: ${detail}.`,
    'Prüfe, ob die Platte in Ordnung ist: latchkey-host --check-store --store VERZEICHNIS',
  ],
  'restore-no-place': ({ directory }) => [
    `In ${directory} lässt sich nichts ablegen.`,
    'Es wurde nichts verändert. Sag, wohin es soll: --to VERZEICHNIS, in das du schreiben darfst.',
  ],
  'restore-fetch-failed': ({ detail }) => [
    `Die Dateien ließen sich nicht aus dem Stand holen: ${detail}.`,
    'Deine Dateien sind, wie sie waren. „latchkey --resume“ macht weiter; was schon da ist, wird nicht noch einmal geholt.',
  ],
  'restore-not-proven': ({ path }) => [
    `Was von ${path} geholt wurde, ist nicht, was der Stand enthält.`,
    'Deine Dateien sind, wie sie waren. „latchkey --resume“ holt es noch einmal; misslingt auch das, prüfe beide Platten.',
  ],
  'restore-archive-taken': ({ file }) => [
    `${file} gibt es schon.`,
    'Es bleibt, wie es ist. Gib dem Archiv einen anderen Namen.',
  ],
  'restore-archive-failed': ({ file, detail }) => [
    `Das Archiv ${file} ließ sich nicht schreiben: ${detail}.`,
    'Unter diesem Namen liegt nichts. „latchkey --resume“ macht mit dem Geholten weiter, „latchkey --undo“ gibt es auf.',
  ],
  'restore-cut-short': () => [
    'Die Wiederherstellung wurde unterbrochen, bevor alle Dateien zurück waren.',
    'Setze sie fort („latchkey --resume“): Was zurück ist, bleibt, und was schon geholt ist, wird nicht noch einmal geholt.',
  ],
  'restore-none': ({ wanted }) =>
    wanted === 'resume'
      ? [
          'Es gibt keine Wiederherstellung, die weitergehen könnte.',
          '„latchkey --restore PFAD“ beginnt eine.',
        ]
      : [
          'Es gibt keine Wiederherstellung, die sich zurücknehmen ließe.',
          'Zurücknehmen lässt sich eine sieben Tage lang.',
        ],
  'restore-busy': ({ pid }) => [
    `Es läuft schon eine Wiederherstellung (Prozess ${pid}).`,
    'Warte, bis sie fertig ist, oder brich sie dort ab.',
  ],
} satisfies { [C in FailureCode]?: Said<C> };
