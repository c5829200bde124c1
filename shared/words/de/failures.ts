/** The table of shared/describe-failure.ts in German. What a program said is quoted as it said it. */
import type { Failure, FailureCode, FalseClaim, StoreLack } from '../../failures';
import { meansNoisyShell } from '../../host-failure-texts';
import { safeToShow } from '../../safe-text';
import type { Formats } from '../formats';
import { LAPTOP_FAILURES } from './laptop-failures';
import { openPort, runCheck, seeLog } from './next-steps';
import type { Said } from './said-failure';
import { WAY_BACK_FAILURES } from './way-back-failures';

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
  ...LAPTOP_FAILURES,
  ...WAY_BACK_FAILURES,
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
    'Hänge die Platte mit deinen Sicherungen ein, hier oder auf dem Server. Soll diese dazukommen: latchkey --accept-store (mit --to NAME, wo es mehrere Ziele gibt).',
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
    'Schaffe dort Platz, behalte weniger Stände (Platte hier: in den Einstellungen; Server: --keep), oder schließe etwas Großes aus; die nächste Sicherung gelingt dann von selbst.',
  ],
  'too-many-backups': ({ limit, seconds }, formats) => [
    `Der Server nimmt von einem Rechner höchstens ${formats.count(limit)} Sicherungen in 24 Stunden an; alle sind unversehrt.`,
    `Die nächste ist in ${formats.duration(seconds)} möglich. Sichere seltener, und prüfe, was die Sicherungen startet.`,
  ],
  'store-busy': ({ machine }) => [
    `Der Server ist noch mit einer anderen Sicherung von ${machine} beschäftigt.`,
    'Warte, bis sie fertig ist; die nächste Sicherung versucht es wieder.',
  ],
  'host-program-missing': ({ program }) => [
    `Der Server hat kein ${program}.`,
    `Installiere ${program} auf dem Server.`,
  ],
  'host-program-not-started': ({ program, detail }) => [
    `Das Server-Programm konnte ${program} nicht starten: ${detail}.`,
    'Fehlt es dort an Prozessen oder Speicher, dann schließe Programme oder hebe die Grenzen an („ulimit -a“ zeigt sie) und sichere noch einmal.',
  ],
  'transfer-failed': ({ status, detail }) => [
    `Die Übertragung ist gescheitert (rsync-Status ${status}): ${detail}.`,
    meansNoisyShell(detail)
      ? 'Die Login-Shell dieses Rechners gibt etwas aus, bevor sie einen Befehl ausführt. Lass ihre Startdateien nur in interaktiven Sitzungen etwas ausgeben, oder wechsle die Shell (chsh -s /bin/bash).'
      : seeLog,
  ],
  'transfer-interrupted': ({ detail }) => [
    `Die Verbindung ging während der Übertragung verloren: ${detail}.`,
    'Sichere noch einmal: Was angekommen ist, bleibt, und die nächste Sicherung macht dort weiter.',
  ],
  'transfer-too-long': ({ seconds }, formats) => [
    `Die Übertragung wurde nach ${formats.duration(seconds)} beendet; länger erlaubt der Server keine.`,
    'Sichere noch einmal: Was angekommen ist, bleibt, und die nächste Sicherung macht dort weiter. Für längere ergänze --time-limit in der Zeile auf dem Server.',
  ],
  'host-internal': ({ detail }) => [
    `Das Programm des Servers ist unerwartet gescheitert: ${detail}.`,
    'Melde das, mit dem Protokoll des Laufs.',
  ],
  'host-unreachable': ({ detail }) => [
    `Der Server ist nicht erreichbar: ${detail}.`,
    'Sieh nach dem Netz und ob der Server an ist; die nächste Sicherung versucht es wieder.',
  ],
  'ssh-misconfigured': ({ detail }) => [
    `Die ssh-Konfiguration funktioniert nicht: ${detail}.`,
    'Berichtige sie. Eine Option, die nur ein anderes ssh kennt, braucht darüber eine Zeile wie „IgnoreUnknown UseKeychain“.',
  ],
  'ssh-failed': ({ detail }) => [`Der Anruf beim Server ist gescheitert: ${detail}.`, runCheck],
  'host-key-changed': ({ host, shown, known, forget }) => [
    `Das ist nicht der ${host}, den dein ssh kennt: Er hat den Schlüssel ${shown} gezeigt, bekannt ist er an ${known}. Entweder wurde er neu eingerichtet, oder jemand steht dazwischen. Es wurde nichts an ihn gesendet.`,
    `Nur wenn sein Betreuer den neuen Schlüssel bestätigt: Starte ${forget} und verbinde dich dann einmal mit ssh, um den neuen anzunehmen.`,
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
  'part-missing': ({ detail }) => [
    `Auf diesem Rechner fehlt ein Teil von Latchkey: ${detail}.`,
    'Wurde Latchkey gerade aktualisiert, starte die Sicherung noch einmal; sonst installiere es neu.',
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
    'Versuch es noch einmal. Geschah das nicht mit Absicht, fehlt es diesem Rechner vielleicht an Speicher oder an Prozessen („ulimit -a“ zeigt die Grenzen).',
  ],
  'host-failed': ({ status, detail }) => [`Der Server endete mit Status ${status}: ${detail}.`, seeLog],
  'callback-missing': ({ seconds, turnedAway }) =>
    turnedAway.length === 0
      ? [`Innerhalb von ${seconds} Sekunden kam keine Verbindung zustande.`, openPort]
      : [
          `Der Server wurde innerhalb von ${seconds} Sekunden nicht eingelassen; abgewiesen: ${turnedAway.join(', ')}.`,
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
    'Verlass dich nicht auf diesen Stand. Stelle fest, welches Programm auf dem Server antwortet: Das Protokoll dieser Sicherung zitiert es.',
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
