import type { Words } from '../english';
import type { Formats } from '../formats';

export const setupWords = (formats: Formats): Words['setup'] => ({
  title: 'Sicherungen einrichten',
  stepsLabel: 'Schritte',
  steps: { where: 'Wohin', what: 'Was', 'leave-out': 'Auslassen', when: 'Wann' },
  looking: 'Sieht nach, was dieser Rechner hat',
  next: 'Weiter',
  back: 'Zurück',
  tryAgain: 'Noch einmal versuchen',
  copy: 'Kopieren',
  copied: 'Kopiert',
  where: {
    title: 'Wohin soll gesichert werden?',
    why: 'Eine Sicherung ist nur eine, wenn sie diesen Rechner überlebt. Ein anderer Rechner ist am sichersten, eine Platte am einfachsten: Steck sie an, und sie erscheint hier.',
    disk: (name) => `Platte „${name}“`,
    free: (free, total) => `${free} von ${total} frei`,
    freeOnly: (free) => `${free} frei`,
    problems: {
      'file-system': (fileSystem, path) =>
        `Nicht möglich: ${path} ist mit ${fileSystem} formatiert, das weder Besitzer noch harte Links behält. Mit ext4 ginge es.`,
      'read-only': (_fileSystem, path) => `Nicht möglich: ${path} lässt sich nur lesen.`,
      'not-writable': (_fileSystem, path) =>
        `Noch nicht möglich: In ${path} darfst du nicht schreiben. In einem Terminal: sudo chown $USER "${path}"`,
    },
    diskGone: 'Diese Platte ist nicht mehr da. Steck sie an, oder wähle einen anderen Ort.',
    sshHost: 'Ein anderer Rechner, aus deiner ssh-Konfiguration',
    typed: 'Ein anderer Rechner, über ssh',
    typedExplain: 'Ein Heimserver oder NAS mit ssh, rsync und Node.js ab 18.19.',
    address: 'Adresse',
    wrongAddress: 'Etwa du@nas, du@192.0.2.7 oder, mit Port, du@nas:2222',
    folder: 'Ein Ordner auf diesem Rechner',
    hasBackups: 'Dort sind schon Sicherungen. Sie bleiben, wenn du sie nicht ausdünnst.',
    folderExplain: 'Auf einer zweiten Platte, oder wo ein Netzspeicher eingehängt ist.',
    choose: 'Ordner wählen',
    chooseAnother: 'Anderen Ordner wählen',
    chooseFirst: 'Wähle erst den Ordner',
    sameDisk:
      'Er liegt auf derselben Platte wie deine Dateien: Das hilft gegen versehentliches Löschen, nicht gegen einen kaputten oder gestohlenen Rechner.',
  },
  host: {
    title: 'Mach die beiden Rechner miteinander bekannt',
    why: 'Beide Rechner müssen einander sicher sein. Danach kann der Server hier nur lesen, solange eine Sicherung von dir läuft.',
    isItRight: 'Ist es der richtige Rechner?',
    asking: (name) => `Fragt ${name} nach seinem Schlüssel`,
    askAgain: 'Noch einmal fragen',
    known: (name) => `Dein ssh kennt ${name}, und er hat den Schlüssel gezeigt, an dem er bekannt ist.`,
    answered: (name) =>
      `${name} hat einen Schlüssel gezeigt, den dein ssh noch nicht kennt. Sein Fingerabdruck:`,
    compare: 'Vergleiche ihn mit dem, was der Server selbst sagt. Dort, in einem Terminal:',
    copyCompare: 'Den Befehl kopieren, der den Fingerabdruck zeigt',
    itIs: 'Es ist dieser Rechner',
    itIsNot: 'Ist er anders, steht vielleicht jemand dazwischen: Geh zurück.',
    changedTitle: (name) => `Das ist nicht ${name}, den du kennst`,
    changed:
      'Er hat einen anderen Schlüssel gezeigt als den, an dem er bekannt ist. Entweder wurde er neu eingerichtet, oder jemand steht dazwischen. Nichts wurde an ihn gesandt, und nichts wird es. Gezeigt hat er:',
    knownBy: 'Dein ssh kennt ihn an:',
    forget:
      'Nur wenn, wer ihn betreut, den neuen Schlüssel bestätigt: Vergiss den alten mit diesem Befehl, dann frage noch einmal.',
    copyForget: 'Den Befehl kopieren, der den alten Schlüssel vergisst',
    letItKnow: 'Mach diesen Rechner dort bekannt',
    letItKnowWhy:
      'Für die Anrufe bekommt dieser Rechner einen eigenen Schlüssel. Auf dem Server kann der nur eines: um eine Sicherung bitten.',
    makingKey: 'Der Schlüssel für die Anrufe wird angelegt',
    install:
      'Füge das hier in ein Terminal ein. Es bringt latchkey-host und diesen Schlüssel auf den Server und fragt vielleicht nach deinem Passwort dort.',
    copyInstall: 'Den Installationsbefehl kopieren',
    byHand: 'Oder den Schlüssel von Hand hinbringen',
    keyLine:
      'Diese Zeile gehört auf dem Server in ~/.ssh/authorized_keys, und latchkey-host.mjs dort ins Home-Verzeichnis:',
    copyKeyLine: 'Die Zeile für authorized_keys kopieren',
    details: 'Ordner, Name und Rückweg',
    store: 'Ordner auf dem Server',
    wrongStore: 'Ein Pfad wie latchkey oder /srv/backups, ohne „~“ und „..“',
    machine: 'Name dieses Rechners dort',
    wrongMachine: 'Buchstaben, Ziffern, Punkte und Striche, vorn ein Buchstabe oder eine Ziffer',
    reach: 'Wie der Server zurückkommt',
    reaches: {
      tunnel: {
        name: 'Durch den Anruf (Tunnel)',
        explain:
          'Geht hinter jedem Router und jeder Firewall: Der Server antwortet durch die Verbindung, die ihn gerufen hat.',
      },
      direct: {
        name: 'Direkt',
        explain:
          'Der Server verbindet sich selbst mit diesem Rechner. Er muss ihn erreichen, an jeder Firewall vorbei.',
      },
    },
    tryIt: 'Versuche den Weg hin und zurück',
    tryItWhy: 'Sobald der Befehl gelaufen ist. Gesichert wird dabei nichts.',
    notTried: 'Noch nicht versucht',
    notWorking: 'Es gelingt noch nicht',
    trying: 'Die Prüfung läuft',
    nextUntried: 'Weiter ohne Prüfung',
    firstRight: 'Zuerst: Ist es der richtige Rechner?',
    cures: {
      'host-login-refused':
        'Der Server kennt den Schlüssel noch nicht: Starte den Befehl oben in einem Terminal, dann prüfe noch einmal.',
      'host-program-not-installed': 'Starte den Befehl oben in einem Terminal, dann prüfe noch einmal.',
      'host-login-is-shell':
        'Der Server kennt diesen Schlüssel ohne Befehl. Starte den Befehl oben in einem Terminal, dann prüfe noch einmal. Hilft das nicht, entferne die andere Zeile des Schlüssels aus authorized_keys.',
      'host-node-missing':
        'Installiere auf dem Server Node.js ab 18. Ist es da, gehört sein voller Pfad in die Schlüsselzeile.',
      'host-node-too-old': 'Installiere auf dem Server Node.js ab 18, dann prüfe noch einmal.',
      'host-key-not-trusted': 'Geh einen Schritt zurück und wieder vor: Die Frage wird neu gestellt.',
      'host-key-changed': 'Geh einen Schritt zurück und wieder vor: Dort steht, wie sich das beheben lässt.',
      'tunnel-refused':
        'Die Schlüsselzeile auf dem Server erlaubt es nicht: Starte den Befehl oben noch einmal. Hilft das nicht, verbietet sein sshd die Weiterleitung (AllowTcpForwarding).',
      'connect-back-failed':
        'Wähle oben „Durch den Anruf“, starte den Befehl noch einmal, dann prüfe noch einmal.',
      'callback-missing':
        'Wähle oben „Durch den Anruf“, starte den Befehl noch einmal, dann prüfe noch einmal.',
      'address-mismatch':
        'Wähle oben „Durch den Anruf“, starte den Befehl noch einmal, dann prüfe noch einmal.',
    },
  },
  what: {
    title: 'Was soll gesichert werden?',
    why: 'In deinem Home-Verzeichnis liegt, was sich nicht neu installieren lässt. Es wird gemessen, während du das liest.',
    home: (path) => `Dein Home-Verzeichnis, ${path}`,
    folders: 'Ordner, die ich wähle',
    system: 'Das ganze System',
    explain: {
      home: 'Dokumente, Bilder, Mail, Einstellungen: alles, was dir gehört.',
      folders: 'Nur diese, jeder mit allem, was darin ist.',
      system: 'Latchkey ist nie root: Was nur root lesen darf, fehlt und wird als unlesbar gemeldet.',
    },
    soFar: (bytes) => `${bytes} bisher`,
    measuring: (entries) =>
      `Wird gemessen: ${formats.counted(entries, { one: 'Eintrag', other: 'Einträge' })} bisher. Du musst nicht warten.`,
    measured: (entries) => `Gemessen: ${formats.counted(entries, { one: 'Eintrag', other: 'Einträge' })}.`,
    stopped: 'Die Messung wurde abgebrochen; die Sicherung wird trotzdem vollständig.',
    unreadable: (count) =>
      count === 1
        ? '1 Eintrag ist für dich nicht lesbar und wird fehlen.'
        : `${formats.count(count)} Einträge sind für dich nicht lesbar und werden fehlen.`,
    add: 'Ordner hinzufügen',
    remove: 'Entfernen',
    removeFolder: (path) => `${path} entfernen`,
    none: 'Füge mindestens einen Ordner hinzu',
  },
  leaveOut: {
    title: 'Was darf fehlen?',
    why: 'Was Programme von selbst wieder anlegen, kostet nur Platz und Zeit. Angekreuzt ist, was niemand vermisst.',
    asking: 'Misst, wie viel jedes davon braucht',
    sum: (backedUp, all) => `${backedUp} von ${all} werden gesichert`,
    growing: 'bisher, wird noch gemessen',
    caches: (count) =>
      count === 1 ? 'Der größte Zwischenspeicher' : `Die ${formats.count(count)} größten Zwischenspeicher`,
    leftOut: 'ausgelassen',
    backedUp: 'gesichert',
    notFound: 'Hier bisher nicht gefunden',
    later: 'Einzelne Ordner lassen sich jederzeit auslassen: „Platz“ zeigt, was ihn braucht.',
    keptTitle: 'Du hast schon eine Ausnahmenliste',
    kept: 'Sie bleibt, wie sie ist, und sie gilt. „Ausnahmen“ zeigt sie, sobald die Sicherungen eingerichtet sind.',
  },
  presetWhy: {
    caches: 'Programme füllen sie von selbst wieder. Browser und Desktop-Programme haben die meisten hier.',
    packages: 'Was Paketverwalter für Programmierer geholt haben und bei Bedarf wieder holen.',
    'node-modules': '„npm install“ bringt sie zurück. Viele kleine Dateien, langsam zu sichern.',
    'build-outputs': 'Aus Quellen gemacht, die gesichert werden.',
    'virtual-machines':
      'Sehr groß, und bei jedem Lauf als Ganzes geändert. Was darin ist, braucht eine eigene Sicherung.',
    trash: 'Was du schon weggeworfen hast.',
    steam: 'Steam lädt sie wieder herunter. Spielstände bleiben in der Sicherung.',
    downloads: 'Meist noch einmal im Netz. Sieh sie vorher durch.',
    media: 'Große Dateien, die nicht kleiner werden. Nur wenn eigene Aufnahmen auch anderswo liegen.',
  },
  when: {
    title: 'Wann soll es geschehen?',
    why: 'Eine Sicherung, an die man denken muss, wird vergessen. Eine verpasste wird nachgeholt, sobald es geht.',
    summary: 'Was du gewählt hast',
    size: 'Größe',
    sizeUnknown: 'nach der ersten Sicherung bekannt',
    starting: 'Die Einstellungen werden gespeichert, die erste Sicherung beginnt',
  },
  after: {
    title: 'Sicherungen sind eingerichtet',
    keptList: 'Deine Ausnahmenliste war schon da und blieb, wie sie ist.',
    next: (bytes) =>
      `Die erste Sicherung${bytes === undefined ? '' : ` (${bytes})`} dauert am längsten; spätere bringen nur, was sich geändert hat.`,
    space: 'Sehen, was den Platz braucht',
  },
});
