import { SSH_SERVER_OFF } from '../../install-advice';
import type { Words } from '../english';
import type { Formats } from '../formats';

export const checkWords = (formats: Formats): Words['check'] => ({
  title: 'Der Weg hin und zurück',
  run: 'Verbindung prüfen',
  again: 'Noch einmal prüfen',
  cancel: 'Prüfung abbrechen',
  running: 'Die Prüfung läuft, Schritt für Schritt. Gesichert wird dabei nichts.',
  now: 'wird versucht',
  ready: 'Alles ist bereit für eine Sicherung.',
  notReady: 'Ein Schritt gelingt noch nicht.',
  steps: {
    programs: 'Programme',
    settings: 'Was und wohin',
    'exclude-list': 'Ausnahmenliste',
    'odd-rules': 'Zeilen, die nichts weglassen',
    'login-shell': 'Anmeldeshell',
    'other-servers': 'Andere ssh-Server',
    destination: 'Ziel',
    'call-key': 'Schlüssel der Anrufe',
    'same-disk': 'Dieselbe Platte',
    'nested-roots': 'Ordner',
    door: 'Einmalschlüssel und Tür',
    'host-answers': 'Der Server antwortet',
    'host-gets-in': 'Der Server kommt herein',
    guard: 'Er darf lesen, sonst nichts',
    'host-reports': 'Der Server meldet sich zurück',
  },
  stages: {
    ok: 'gelingt',
    note: 'gut zu wissen',
    failed: 'gelingt nicht',
    now: 'wird gerade versucht',
    'to-come': 'noch nicht versucht',
  },
  findings: {
    way: (roots, host) => `${roots} nach ${host}`,
    rules: (count) => formats.counted(count, { one: 'Regel', other: 'Regeln' }),
    oddRules: ([first = 0, ...more]) =>
      more.length === 0
        ? `Zeile ${formats.count(first)}. Warum, und was gemeint war, steht bei den Ausnahmen.`
        : `Zeile ${formats.count(first)} und ${formats.count(more.length)} mehr. Warum, und was gemeint war, steht bei den Ausnahmen.`,
    port: (port) => `an Port ${port}`,
    rsync: (version) => `mit rsync ${version}`,
    peer: (peer) => `von ${peer}`,
    destination: (name, port, addresses) =>
      addresses === '' ? `${name}, Port ${port}` : `${name}, Port ${port} (${addresses})`,
    otherServers: (port) =>
      `Auf diesem Rechner läuft ein eigener ssh-Server an Port ${port}. Latchkey braucht ihn nicht. Brauchst du ihn auch nicht: ${SSH_SERVER_OFF}`,
    lockedKey: (path) =>
      `${path} hat eine Passphrase. Eine geplante Sicherung findet vielleicht keinen ssh-Agenten, der ihn entsperrt hat: Nimm einen Schlüssel ohne, oder nenne einen Agenten, der immer da ist (IdentityAgent).`,
    nestedRoots: 'Einer der Ordner liegt in einem anderen: Er wird zweimal gelesen.',
    sameDisk: 'Die Sicherungen liegen auf der Platte, von der sie sind: Geht sie kaputt, ist beides weg.',
  },
  noShell: (shell) => ({
    sentence: `Deine Anmeldeshell ist ${shell}, die keine Befehle ausführt.`,
    nextStep: 'Nimm für Latchkey einen Benutzer mit Anmeldeshell: chsh -s /bin/sh',
  }),
  cancelled: { sentence: 'Die Prüfung wurde abgebrochen.', nextStep: 'Prüfe noch einmal, wann du magst.' },
});
