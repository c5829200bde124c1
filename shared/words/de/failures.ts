/** The table of shared/describe-failure.ts in German. What a program said is quoted as it said it. */
import type { Failure, FailureCode, FalseClaim, StoreLack } from '../../failures';
import { meansNoisyShell } from '../../host-failure-texts';
import { installCommand, SSH_SERVER_OFF, startsServer } from '../../install-advice';
import { safeToShow } from '../../safe-text';
import { parseSnapshotName } from '../../snapshot-name';
import type { Formats } from '../formats';

type FailureOf<C extends FailureCode> = Extract<Failure, { code: C }>;
type Said<C extends FailureCode> = (
  failure: FailureOf<C>,
  formats: Formats,
) => [sentence: string, nextStep: string];

const seeLog = 'Sieh in das Protokoll dieses Laufs.';
const runCheck = 'Starte „latchkey --check“: Es nennt den Schritt, der scheitert.';
const openPort = 'Öffne den Rückrufport in der Firewall, oder stelle „reach“ auf „tunnel“.';

const grantThere =
  'Gib auf dem Server als der Benutzer, dem die Sicherungen gehören, „latchkey-host --grant-restore“ ein („sudo -u bak latchkey-host --grant-restore“, wenn das bak ist): Es zeigt einen Code.';

const LACKS: Record<StoreLack, string> = {
  'hard-links': 'kennt keine harten Links, sodass jede Sicherung den Platz aller Dateien bräuchte',
  'symbolic-links': 'kennt keine symbolischen Links',
  attributes: 'kennt keine erweiterten Attribute, sodass Besitzer verloren gingen',
  modes: 'kennt keine Zugriffsrechte (NTFS schon, mit der Einhängeoption „permissions“)',
  names:
    'hält Namen für gleich, die sich nur in Großschreibung oder Akzenten unterscheiden, sodass Dateien verloren gingen',
};

const FALSE_CLAIMS: Record<FalseClaim, (roots: readonly string[]) => string> = {
  'never-connected': () => 'er hat sich nie mit diesem Rechner verbunden',
  'not-read': (roots) => `er hat ${roots.join(', ')} nicht zu Ende gelesen`,
  'not-announced': () => 'er hatte diesen Stand nicht angekündigt',
  'other-purpose': () => 'er meint einen Probelauf, wo eine Sicherung verlangt war, oder umgekehrt',
};

const FAILURES: { [C in FailureCode]: Said<C> } = {
  'request-malformed': ({ detail }) => [
    `Der Server hat die Anfrage nicht verstanden: ${detail}.`,
    'Installiere auf beiden Rechnern dieselbe Version von Latchkey.',
  ],
  'address-mismatch': ({ detail }) => [
    `Der Server verbindet sich nur dorthin zurück, woher der Anruf kam: ${detail}.`,
    'Stelle „reach“ auf „tunnel“, oder rufe von der Adresse an, die der Server erreicht.',
  ],
  'tunnel-not-allowed': () => [
    'Die Schlüsselzeile auf dem Server erlaubt den Rückweg durch den Tunnel des Anrufs nicht.',
    'Füge in dieser Zeile der authorized_keys des Servers hinter „--machine NAME“ --allow-tunnel ein, oder stelle „reach“ auf „direct“.',
  ],
  'connect-back-failed': ({ detail }) => [
    `Der Server konnte sich nicht mit diesem Rechner verbinden: ${detail}.`,
    openPort,
  ],
  'laptop-key-mismatch': () => [
    'Als der Server sich zurückverband, antwortete etwas anderes als dieser Rechner.',
    'Prüfe, wem die Rückrufadresse und ihr Port gehören, oder stelle „reach“ auf „tunnel“.',
  ],
  'store-unusable': ({ detail }) => [
    `Der Sicherungsspeicher ist nicht brauchbar: ${detail}.`,
    `${/\bSTORE\b/.test(detail) ? 'STORE ist das Verzeichnis hinter --store in der Schlüsselzeile auf dem Server. ' : ''}Ist die Platte dort eingehängt? Nötig ist ein Verzeichnis auf einem Linux-Dateisystem (ext4, btrfs, xfs), in das der Sicherungsbenutzer schreiben darf.`,
  ],
  'store-lacks': ({ lack }) => [
    `Der Sicherungsspeicher ist nicht brauchbar: Sein Dateisystem ${LACKS[lack]}.`,
    'Nimm ein Verzeichnis auf einem Linux-Dateisystem: ext4, btrfs oder xfs.',
  ],
  'store-not-the-one': ({ found }) => [
    found === 'empty'
      ? 'Im Sicherungsspeicher liegt keine Sicherung dieses Rechners; die letzte gute ging in einen anderen.'
      : 'Diesen Sicherungsspeicher kennt der Rechner nicht; die letzte gute Sicherung ging in einen anderen.',
    'Hänge die Platte mit deinen Sicherungen ein, hier oder auf dem Server. Soll diese dazukommen: latchkey --accept-store.',
  ],
  'too-many-links': ({ path }) => [
    `Auf ${path} zeigen mehr harte Links, als das Dateisystem des Sicherungsspeichers für eine Datei erlaubt.`,
    'Schließe einige dieser Links aus.',
  ],
  'store-full': ({ freeBytes, neededBytes, heldBytes, allowedBytes }, formats) => [
    heldBytes !== undefined && allowedBytes !== undefined
      ? `Mit dieser Sicherung belegen die Stände dieses Rechners ${formats.bytes(heldBytes)}; der Server erlaubt ${formats.bytes(allowedBytes)}. Alle früheren Stände sind unversehrt.`
      : freeBytes !== undefined && neededBytes !== undefined
        ? `Auf dem Server sind ${formats.bytes(freeBytes)} frei, und ${formats.bytes(neededBytes)} sollen frei bleiben. Für diese Sicherung dürfen keine weiteren alten Stände gelöscht werden; alle sind unversehrt.`
        : 'Der Server hat keinen Platz mehr; alle früheren Stände sind unversehrt.',
    'Schaffe dort Platz, behalte weniger Stände (Platte hier: in den Einstellungen; Server: --keep), oder lass etwas Großes weg; die nächste Sicherung gelingt dann von selbst.',
  ],
  'too-many-backups': ({ limit, seconds }, formats) => [
    `Der Server nimmt von einem Rechner höchstens ${formats.count(limit)} Sicherungen in 24 Stunden an; alle sind unversehrt.`,
    `Die nächste geht in ${formats.duration(seconds)}. Sichere seltener, und prüfe, was die Sicherungen startet.`,
  ],
  'store-busy': ({ machine }) => [
    `Der Server ist noch mit einer anderen Sicherung von ${machine} beschäftigt.`,
    'Warte, bis sie fertig ist; der nächste Lauf versucht es wieder.',
  ],
  'host-program-missing': ({ program }) => [
    `Der Server hat kein ${program}.`,
    `Installiere ${program} auf dem Server.`,
  ],
  'transfer-failed': ({ status, detail }) => [
    `Die Übertragung ist gescheitert (rsync-Status ${status}): ${detail}.`,
    meansNoisyShell(detail)
      ? 'Die Login-Shell dieses Rechners gibt etwas aus, bevor sie einen Befehl ausführt. Lass ihre Startdateien nur dort etwas ausgeben, wo jemand tippt, oder wechsle die Shell (chsh -s /bin/bash).'
      : seeLog,
  ],
  'transfer-interrupted': ({ detail }) => [
    `Die Verbindung ging während der Übertragung verloren: ${detail}.`,
    'Starte noch einmal: Was angekommen ist, bleibt, und der nächste Lauf macht dort weiter.',
  ],
  'transfer-too-long': ({ seconds }, formats) => [
    `Die Übertragung wurde nach ${formats.duration(seconds)} beendet; länger erlaubt der Server keine.`,
    'Starte noch einmal: Was angekommen ist, bleibt, und der nächste Lauf macht dort weiter. Für längere ergänze --time-limit in der Zeile auf dem Server.',
  ],
  'host-internal': ({ detail }) => [
    `Das Programm des Servers ist unerwartet gescheitert: ${detail}.`,
    'Melde das, mit dem Protokoll des Laufs.',
  ],
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
  'settings-unwritable': ({ path, detail }) => [
    `Die Einstellungen in ${path} ließen sich nicht schreiben und sind, wie sie waren: ${detail}.`,
    'Mach die Datei und ihr Verzeichnis für dich schreibbar.',
  ],
  'schedule-not-installed': ({ detail }) => [
    `Was die geplanten Sicherungen startet, ließ sich nicht ändern: ${detail}.`,
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
    `Die Ausnahmenliste ${path} hätte ${formats.bytes(bytes)}; höchstens ${formats.bytes(most)} werden angenommen, weil der Server sie bei jeder Sicherung aufbewahrt.`,
    'Kürze sie: Ein Muster kann für viele Pfade stehen.',
  ],
  'exclude-list-refused': ({ path, line, detail }) => [
    line === null
      ? `rsync weist die Ausnahmenliste ${path} zurück: ${detail}.`
      : `Zeile ${line} der Ausnahmenliste ${path} ist ein Zeichen ohne Muster: rsync weist deswegen die ganze Liste zurück.`,
    'Vervollständige die Zeile oder nimm sie heraus; „latchkey --exclude list“ zeigt sie.',
  ],
  'exclude-list-unwritable': ({ path, detail }) => [
    `Die Ausnahmenliste ${path} ließ sich nicht schreiben und ist, wie sie war: ${detail}.`,
    'Mach die Datei und ihr Verzeichnis für dich schreibbar.',
  ],
  'exclude-list-changed': ({ path }) => [
    `Die Ausnahmenliste ${path} wurde inzwischen von einem anderen Programm geändert und blieb, wie sie ist.`,
    'Sieh die Liste an, wie sie jetzt ist, und versuche es noch einmal.',
  ],
  'name-not-expressible': ({ path }) => [
    `Keine Regel kann ${path} nennen: Eine Zeile der Ausnahmenliste kann so einen Namen nicht enthalten.`,
    'Benenne es um, lass das Verzeichnis darum weg, oder schreibe „?“ statt des Zeichens.',
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
    `Lass ihn weg (die Zeile „${directory}/“ in der Ausnahmenliste), oder verschiebe ihn.`,
  ],
  'store-missing': ({ directory }) => [
    `Der Sicherungsspeicher ${directory} ist nicht da.`,
    'Stecke die Platte an und hänge sie ein, oder lege das Verzeichnis an.',
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
  'call-key-failed': ({ path, detail }) => [
    `Der Schlüssel für die Anrufe, ${path}, ließ sich nicht anlegen: ${detail}.`,
    `Liegt dort ein halber älterer Schlüssel (${path} oder ${path}.pub), dann lege ihn beiseite und versuche es noch einmal.`,
  ],
  'one-time-key-failed': ({ detail }) => [`Der Einmalschlüssel ließ sich nicht machen: ${detail}.`, runCheck],
  'run-directory-failed': ({ detail }) => [
    `Das private Verzeichnis des Laufs ließ sich nicht anlegen: ${detail}.`,
    runCheck,
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
  'host-unreachable': ({ detail }) => [
    `Der Server ist nicht erreichbar: ${detail}.`,
    'Sieh nach dem Netz und ob der Server an ist; der nächste Lauf versucht es wieder.',
  ],
  'ssh-misconfigured': ({ detail }) => [
    `Die ssh-Konfiguration funktioniert nicht: ${detail}.`,
    'Berichtige sie. Eine Option, die nur ein anderes ssh kennt, braucht darüber eine Zeile wie „IgnoreUnknown UseKeychain“.',
  ],
  'ssh-failed': ({ detail }) => [`Der Anruf beim Server ist gescheitert: ${detail}.`, runCheck],
  'host-key-changed': ({ host, shown, known, forget }) => [
    `Das ist nicht ${host}, den dein ssh kennt: Er hat den Schlüssel ${shown} gezeigt, bekannt ist er an ${known}. Entweder wurde er neu eingerichtet, oder jemand steht dazwischen. Nichts wurde an ihn gesandt.`,
    `Nur wenn, wer ihn betreut, den neuen Schlüssel bestätigt: Starte ${forget} und verbinde dich dann einmal mit ssh, um den neuen anzunehmen.`,
  ],
  'call-key-locked': ({ path }) => [
    `Der Schlüssel ${path} hat eine Passphrase, und kein ssh-Agent hat ihn hier entsperrt.`,
    `Für Sicherungen von Hand: ssh-add ${path}. Geplante brauchen einen Schlüssel ohne Passphrase (auf dem Server darf er nur um Sicherungen bitten), oder in der ssh-Konfiguration einen IdentityAgent, der immer da ist.`,
  ],
  'call-key-open': ({ path }) => [
    `Der Schlüssel ${path} wird von ssh nicht benutzt, weil andere Benutzer ihn lesen dürfen.`,
    `Nimm ihnen das Recht: chmod 600 ${path}`,
  ],
  'host-key-not-trusted': ({ detail }) => [
    `Der Server weist sich nicht als der vertraute aus: ${detail}.`,
    'Verbinde dich einmal mit ssh, vergleiche den Fingerabdruck mit dem, was der Server selbst sagt, und nimm ihn an.',
  ],
  'host-login-refused': ({ detail }) => [
    `Der Server hat die Anmeldung abgelehnt: ${detail}.`,
    'Trage den öffentlichen Schlüssel dieses Rechners mit seinem Befehl dort in authorized_keys ein.',
  ],
  'tunnel-refused': ({ detail }) => [
    `Der Server hat den Tunnel abgelehnt: ${detail}.`,
    'Erlaube ihn in der Schlüsselzeile auf dem Server: port-forwarding,permitlisten="127.0.0.1:*".',
  ],
  'host-program-not-installed': ({ detail }) => [
    `Der Server hat geantwortet, hat aber kein latchkey-host: ${detail}.`,
    'Installiere dort latchkey-host und nenne es in der Schlüsselzeile der authorized_keys.',
  ],
  'host-login-is-shell': ({ detail }) => [
    `Der Server gab dem Anruf eine Shell statt latchkey-host: ${detail}.`,
    'Schreib auf dem Server command="…" vor diesen Schlüssel in authorized_keys, oder nimm einen eigenen Schlüssel: Dieser meldet sich an wie ein Mensch.',
  ],
  'host-node-missing': ({ detail }) => [
    `Der Server hat geantwortet, findet aber kein Node.js: ${detail}.`,
    'Installiere dort Node.js ab 18. Ist es installiert, schreib seinen vollen Pfad in die Schlüsselzeile der authorized_keys: Eine solche Anmeldung hat einen kurzen PATH.',
  ],
  'host-node-too-old': ({ detail }) => [
    `Node.js auf dem Server ist zu alt für latchkey-host: ${detail}.`,
    'Installiere dort Node.js ab 18, und nenne dieses in der Schlüsselzeile der authorized_keys.',
  ],
  'host-ended': ({ detail }) => [
    `Der Server wurde erreicht, aber sein Programm wurde beendet: ${detail}.`,
    'Sieh nach dem Server: Vielleicht hat er zu wenig Speicher oder fährt herunter. Versuch es dann wieder.',
  ],
  'call-ended': ({ program, signal }) => [
    `Das Programm ${program} wurde von einem anderen beendet (${signal}).`,
    'Versuch es noch einmal. Hat es niemand beendet, hat dieser Rechner vielleicht zu wenig Speicher.',
  ],
  'host-failed': ({ status, detail }) => [`Der Server endete mit Status ${status}: ${detail}.`, seeLog],
  'callback-missing': ({ seconds, turnedAway }) =>
    turnedAway.length === 0
      ? [`Innerhalb von ${seconds} Sekunden hat sich niemand verbunden.`, openPort]
      : [
          `Der Server kam innerhalb von ${seconds} Sekunden nicht herein; abgewiesen: ${turnedAway.join(', ')}.`,
          'Ist eine davon dein Server, trage seine Adresse in den Einstellungen unter „allowFrom“ ein.',
        ],
  'host-silent': ({ awaited, seconds }, formats) => [
    awaited === 'request'
      ? `Der Server war ${formats.duration(seconds)} verbunden, ohne etwas zu lesen.`
      : `Der Server hat gelesen, aber in ${formats.duration(seconds)} nicht gesagt, ob der Stand vollständig ist.`,
    'Sieh nach dem Server: Vielleicht hängt seine Platte oder sein Programm. Die nächste Sicherung macht dort weiter.',
  ],
  'commands-refused': ({ reasons }) => [
    `Der Wächter hat abgelehnt, was der Server wollte: ${reasons.join('; ')}.`,
    'Wenn du am Server nichts geändert hast, geh dem nach, warum er das will.',
  ],
  'not-acknowledged': () => [
    'Der Server endete, ohne zu bestätigen, dass die Sicherung vollständig ist.',
    seeLog,
  ],
  'acknowledgement-false': ({ claims, roots }) => [
    `Der Server sagt, der Stand sei vollständig, aber ${claims.map((claim) => FALSE_CLAIMS[claim](roots)).join(', und ')}.`,
    'Verlass dich nicht auf diesen Stand. Stelle fest, welches Programm auf dem Server antwortet: Das Protokoll dieser Sicherung hat seine Worte.',
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
    `Eine andere Verbindung mit dem Schlüssel dieses Rechners gibt ${host} gerade einen Code.`,
    'Versuche es in einer Minute noch einmal. Warst du das nicht, sieh in das Protokoll des Servers.',
  ],
  'restore-code-wrong': ({ host, left }) => [
    `Das ist nicht der Code, den ${host} gezeigt hat.`,
    left === 0
      ? `Es war der dritte falsche, damit ist der Code ungültig. ${grantThere}`
      : `Sieh noch einmal nach: Nach ${left === 1 ? 'einem weiteren falschen' : `${left} weiteren falschen`} ist er ungültig.`,
  ],
  'restore-grant-void': ({ host }) => [
    `Der Code auf ${host} ist ungültig: Es wurden dreimal falsche eingegeben.`,
    `Warst du das nicht, hat jemand anders den Schlüssel dieses Rechners: Das Protokoll des Servers sagt, wann. Sonst: ${grantThere}`,
  ],
  'restore-grant-used': ({ host }) => [
    `Der Code auf ${host} ist verbraucht: Er gilt für eine Verbindung.`,
    grantThere,
  ],
  'restore-grant-expired': ({ host }) => [
    `Die Zeit des Codes auf ${host} ist abgelaufen.`,
    `${grantThere} Mit --for 2h ist mehr Zeit.`,
  ],
  'restore-grant-ended': ({ host, why }) => [
    why === 'time'
      ? `Die Zeit, die ${host} erlaubt hat, war um, bevor alles geholt war.`
      : `${host} hat seine Erlaubnis zurückgenommen.`,
    `Deine Dateien sind, wie sie waren. ${grantThere}${why === 'time' ? ' Mit --for 2h ist mehr Zeit.' : ''} „latchkey --resume“ macht dann weiter, wo eine Wiederherstellung begonnen war.`,
  ],
  'restore-not-covered': ({ host, snapshot }) => [
    `${host} erlaubt, andere Stände zu lesen, nicht ${snapshot}.`,
    `Gib auf dem Server „latchkey-host --grant-restore --snapshots all“ ein, oder „--snapshots ${snapshot}“.`,
  ],
  'restore-connection-lost': ({ host, detail }) => [
    `Die Verbindung zu ${host} ist abgebrochen: ${detail}.`,
    `Deine Dateien sind, wie sie waren. Der Code ist mit der Verbindung verbraucht. ${grantThere} „latchkey --resume“ macht dann weiter, wo eine Wiederherstellung begonnen war.`,
  ],
  'restore-host-too-old': ({ host }) => [
    `Das Latchkey auf ${host} ist zu alt, um Dateien zurückzugeben.`,
    'Aktualisiere latchkey-host dort auf die Version dieses Rechners, oder hole die Dateien mit einem eigenen Zugang: „Get files back“ in der README hat den Befehl.',
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
    parseSnapshotName(when) === undefined
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
  'restore-no-place': ({ directory, detail }) => [
    `In ${directory} lässt sich nichts ablegen: ${detail}.`,
    'Es wurde nichts verändert. Sag, wohin es soll: --to VERZEICHNIS, eines von deinen.',
  ],
  'restore-fetch-failed': ({ detail }) => [
    `Die Dateien ließen sich nicht aus dem Stand holen: ${detail}.`,
    'Deine Dateien sind, wie sie waren. „latchkey --resume“ macht weiter; was schon da ist, wird nicht noch einmal geholt.',
  ],
  'restore-not-proven': ({ path }) => [
    `Was von ${path} geholt wurde, ist nicht, was der Stand enthält.`,
    'Deine Dateien sind, wie sie waren. „latchkey --resume“ holt es noch einmal; misslingt auch das, prüfe beide Platten.',
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
  'export-unwritable': ({ path, detail }) => [
    `Der Verlauf konnte nicht nach ${path} geschrieben werden: ${detail}.`,
    'Wähle einen anderen Ort, an dem du schreiben darfst und Platz ist.',
  ],
  'usage-list-unreadable': ({ detail }) => [
    `Das ist keine Liste von du oder ncdu: ${detail}.`,
    'Mach eine mit „du -0ak VERZEICHNIS“ oder „ncdu -o DATEI VERZEICHNIS“ und öffne sie.',
  ],
  'usage-service-ended': () => [
    'Der Teil von Latchkey, der die Platte ansieht, ist zu Ende gegangen. Sicherungen betrifft das nicht.',
    'Sieh noch einmal nach. Endet er wieder, reicht vielleicht der Speicher für so viele Dateien nicht.',
  ],
  internal: ({ detail }) => [
    `Latchkey selbst ist gescheitert: ${detail}.`,
    'Das ist ein Fehler im Programm. Melde ihn, mit dem Protokoll des Laufs.',
  ],
};

export function describeFailureInGerman(
  formats: Formats,
): (failure: Failure) => { sentence: string; nextStep: string } {
  return (failure) => {
    // The table pairs each code with a function of that code's data; the compiler cannot follow it through a lookup.
    const say = FAILURES[failure.code] as Said<FailureCode>;
    const [sentence, nextStep] = say(safeToShow(failure), formats);
    return { sentence, nextStep };
  };
}
