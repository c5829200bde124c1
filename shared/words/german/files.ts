import type { Words } from '../english';
import type { What } from '../english/files';
import type { Formats } from '../formats';

export const filesWords = (formats: Formats): Words['files'] => {
  const files = (count: number): string => formats.counted(count, { one: 'Datei', other: 'Dateien' });
  const what = ({ name, files: count, bytes }: What): string =>
    name === null
      ? `${files(count)} (${bytes})`
      : count > 1
        ? `${name} (${files(count)}, ${bytes})`
        : `${name} (${bytes})`;
  const present = (count: number): string => (count === 1 ? 'die jetzige' : 'die jetzigen');
  const within = (folder: string | null): string =>
    folder === null ? 'im jeweiligen Ordner' : `in „${folder}“`;
  const into = (folder: string | null): string => (folder === null ? 'an den alten Ort' : `nach „${folder}“`);

  return {
    title: 'Dateien',
    asking: 'Die Sicherungen werden gelesen',
    lookAgain: 'Noch einmal nachsehen',
    setUp: 'Sicherungen einrichten',
    none: {
      title: 'Noch keine Sicherung',
      meaning: 'Nach der ersten Sicherung findest du ihre Dateien hier.',
    },
    readFrom: (store) => `Aus ${store}`,
    openUntil: (store, time) => `Aus ${store}, geöffnet bis ${time}`,
    onlyOne: (day) => `Nur die Sicherung vom ${day} darf gelesen werden.`,
    close: 'Jetzt schließen',
    next: {
      'restore-no-snapshot': 'Sieh noch einmal nach: Vielleicht wurde sie inzwischen gelöscht.',
      'restore-no-path': 'Wähle einen anderen Tag oder einen anderen Ordner.',
      'restore-unanswered': 'Sieh noch einmal nach. Bleibt es dabei, prüfe, ob die Platte in Ordnung ist.',
      'restore-no-place': 'Es wurde nichts verändert. Wähle „In einen anderen Ordner …“.',
      'restore-fetch-failed':
        'Deine Dateien sind, wie sie waren. Drücke „Fortsetzen“; was schon geholt ist, wird nicht noch einmal geholt.',
      'restore-not-proven':
        'Deine Dateien sind, wie sie waren. Drücke „Fortsetzen“, um es noch einmal zu holen; misslingt auch das, prüfe beide Platten.',
      'restore-none': 'Es ist nichts zu tun.',
      'restore-busy': 'Warte, bis sie fertig ist, oder brich sie dort ab, wo sie begonnen wurde.',
    },

    locked: {
      lead: (host) => `Deine Sicherungen liegen auf ${host}. Mit einem Code öffnet er sie für diesen Laptop.`,
      onHost: (host) => `Führe auf ${host} diesen Befehl aus`,
      otherwise: 'Als anderer Benutzer dort',
      copy: (index) => `Befehl ${formats.count(index)} kopieren`,
      code: 'Gib den Code ein, den er zeigt',
      open: 'Sicherungen öffnen',
      opening: (host) => `Verbindung zu ${host} wird aufgebaut`,
      allows:
        'Damit darf dieser Laptop seine eigenen Sicherungen auflisten und lesen, über eine Verbindung und 15 Minuten lang, wenn der Befehl nichts anderes sagt. Ändern oder löschen kann er sie nicht.',
    },

    days: 'Sicherungen, die neueste zuerst',
    snapshot: {
      latest: 'neueste',
      pinned: (label) => (label === '' ? 'angeheftet' : `angeheftet: ${label}`),
      looksWrong: 'sieht falsch aus',
      gaps: (count) => formats.counted(count, { one: 'Pfad fehlt', other: 'Pfade fehlen' }),
      changed: (name) => `${name} wurde geändert`,
    },
    at: (day, time) => `${day}, ${time}`,

    way: 'Wo du bist',
    top: 'Rechner',
    sortBy: 'Sortieren nach',
    orders: { name: 'Name', now: 'Jetzt', size: 'Größe', time: 'Geändert' },
    ascending: 'aufsteigend',
    descending: 'absteigend',
    entries: 'Der Ordner, wie er damals war',
    kinds: {
      file: 'Datei',
      directory: 'Ordner',
      link: 'Verknüpfung',
      device: 'Gerät',
      special: 'Besondere Datei',
    },
    now: { same: 'unverändert', changed: 'seither geändert', gone: 'nicht mehr da', folder: '' },
    leadsTo: (target) => `führt zu ${target}`,
    pickName: 'Wählen',
    reading: 'Der Ordner wird gelesen',
    empty: 'Dieser Ordner war damals leer.',
    shown: (folder, day, count) =>
      `${folder}, ${day}: ${formats.counted(count, { one: 'Eintrag', other: 'Einträge' })}`,
    notThen: (folder) => `${folder} ist nicht in dieser Sicherung`,
    showLast: (day) => `Am ${day} zeigen`,
    goUp: 'Einen Ordner nach oben',
    tooManyToPick: (most) =>
      `Mehr als ${formats.count(most)} Einträge: Geh nach oben und wähle den Ordner selbst.`,

    search: 'In allen Sicherungen suchen',
    onlyGone: 'Nur was nicht mehr da ist',
    leaveSearch: 'Suche verlassen',
    searching: 'Es wird gesucht',
    found: (count, more) =>
      more
        ? `Mehr als ${formats.count(count)} gefunden; ein längeres Wort findet weniger`
        : `${formats.count(count)} gefunden`,
    foundNothing: 'Nichts hat das in seinem Namen.',
    foundNothingGone: 'Nichts von dem, was nicht mehr da ist, hat das in seinem Namen.',
    results: 'In allen Sicherungen gefunden',
    lastOn: (day) => `zuletzt am ${day}`,
    openFolder: 'Im Ordner zeigen',

    versions: 'Fassungen',
    versionsOf: (name) => `Fassungen von ${name}`,
    chooseForVersions: 'Wähle eine Datei, um ihre Fassungen zu sehen.',
    versionsAsking: 'Die Fassungen werden gelesen',
    today: 'Heute',
    notThere: 'nicht da',
    inBackups: (count, day) =>
      count === 1 ? `nur am ${day}` : `${formats.count(count)} Sicherungen, bis ${day}`,
    isNow: 'wie jetzt',
    look: 'Ansehen',
    lookAt: (name, when) => `${name} vom ${when} ansehen`,
    showThen: (time, day) => `${time}: den Ordner vom ${day} zeigen`,
    lookAsking: 'Wird zum Ansehen geholt',
    lookTitle: (name, day) => `${name} am ${day}`,
    openCopy: 'Eine Kopie öffnen',
    copyOpened:
      'Eine Kopie wird geöffnet. Was du darin änderst, ändert weder die Sicherung noch deine Datei.',
    cut: 'Das ist der Anfang; die Datei geht weiter.',
    lookNothing: {
      'other-kind': 'Diese Art von Datei lässt sich hier nicht zeigen.',
      'too-large': 'Diese Datei ist zu groß, um sie hier zu zeigen.',
      'no-file': 'Das ist keine Datei, es gibt also nichts anzusehen.',
    },

    choose: 'Wähle, was du zurückhaben möchtest.',
    onlyLeads: 'Dieser Ordner führt nur zu dem, was gesichert wurde. Öffne ihn.',
    chosen: (count) => `${formats.count(count)} gewählt`,
    chooseNone: 'Nichts wählen',
    counting: 'Es wird gezählt, was zurückkommt',
    otherWays: 'Andere Wege',
    ways: {
      beside: 'Neben die jetzigen',
      swap: 'An ihre Stelle; die jetzigen bleiben erhalten',
      'only-missing': 'Nur was fehlt',
      folder: 'In einen anderen Ordner …',
    },
    nothingReplaced: 'Was jetzt da ist, bleibt unverändert.',
    put: {
      back: (of, day, folder) => `${what(of)} vom ${day} ${into(folder)} zurückholen`,
      beside: (of, day, folder, taken) =>
        `${what(of)} vom ${day} neben ${present(taken)} ${within(folder)} legen`,
      swap: (of, day, folder) => `${what(of)} vom ${day} an die Stelle der jetzigen ${within(folder)} setzen`,
      missing: (of, day, folder) =>
        of.name === null
          ? `${formats.counted(of.files, { one: 'fehlende Datei', other: 'fehlende Dateien' })} (${of.bytes}) vom ${day} ${into(folder)} zurückholen`
          : `Was von ${what(of)} fehlt, vom ${day} ${into(folder)} zurückholen`,
      folder: (of, day, folder) => `${what(of)} vom ${day} in „${folder}“ ablegen`,
      nothing: 'Nichts zurückzuholen',
    },
    comesAs: (name) => `Sie kommt als „${name}“. Was jetzt da ist, bleibt, wie es ist.`,
    someTaken: (taken, name) =>
      taken === 1
        ? `Ein Name ist vergeben: Diese kommt als „${name}“.`
        : `${formats.count(taken)} Namen sind vergeben: Diese kommen mit dem Tag im Namen, wie „${name}“.`,
    swapKeeps: () => 'Was jetzt da ist, bleibt und heißt dann „… (before restore)“.',
    left: (count) =>
      count === 1
        ? 'Eine ist schon da und bleibt, wie sie ist.'
        : `${formats.count(count)} sind schon da und bleiben, wie sie sind.`,
    cannot: (count) =>
      count === 1
        ? 'Eine lässt sich nicht zurückholen:'
        : `${formats.count(count)} lassen sich nicht zurückholen:`,
    because: (name, why) => `${name}: ${why}`,

    doing: {
      restore: (day) => `Dateien vom ${day} werden zurückgeholt`,
      resume: 'Die Wiederherstellung wird fortgesetzt',
      undo: 'Die Wiederherstellung wird zurückgenommen',
    },
    phases: {
      looking: 'es wird nachgesehen, was da ist',
      fetching: 'wird geholt',
      proving: 'wird mit der Sicherung verglichen',
      placing: 'wird an seinen Ort gelegt',
    },
    progress: 'Wie weit es ist',
    bytesOf: (done, all) => `${done} von ${all}`,
    filesOf: (done, all) => `${formats.count(done)} von ${files(all)}`,
    cancel: 'Abbrechen',
    cancelling: 'Wird abgebrochen',

    result: {
      completed: (count) => (count === 1 ? 'Wieder da' : `${formats.count(count)} sind wieder da`),
      nothing: 'Es fehlte nichts',
      partial: 'Wieder da, aber nicht alles',
      failed: 'Das Zurückholen ist fehlgeschlagen',
      cancelled: 'Abgebrochen',
      undone: 'Zurückgenommen',
    },
    resultFrom: (day, age) => `Vom ${day}, ${age}`,
    cancelledMeans: 'Was bis dahin zurückkam, bleibt. Sonst wurde nichts verändert.',
    undoneMeans: 'Alles ist wie vorher.',
    placed: 'Was zurückkam',
    aside: (name) => `was da war, heißt jetzt „${name}“`,
    andMore: (count) => `und ${formats.count(count)} weitere`,
    refused: (count) => `${formats.count(count)} ließen sich nicht zurückholen`,
    rotten: (count) =>
      `${formats.count(count)} kamen beschädigt zurück: Die Platte mit den Sicherungen hat den Inhalt verändert. Suche eine ältere Fassung.`,
    notInFull: (count) =>
      `${formats.count(count)} kamen ohne alle Angaben zu Besitzer, Gruppe und Attributen zurück; die kann nur der Systemverwalter setzen.`,
    show: 'Im Dateimanager zeigen',
    undo: 'Zurücknehmen',
    undoUndone: {
      removed: (count) => `${formats.count(count)} wieder weggenommen`,
      returned: (count) => `${formats.count(count)} wie vorher`,
    },
    undoKept: (count) =>
      count === 1
        ? 'Eine wurde seither bearbeitet und bleibt:'
        : `${formats.count(count)} wurden seither bearbeitet und bleiben:`,
    undoRefused: (count) => `${formats.count(count)} ließen sich nicht zurücknehmen:`,
    done: 'Fertig',

    unfinished: {
      title: 'Eine frühere Wiederherstellung wurde unterbrochen',
      meaning: (day, begun) =>
        `Sie sollte Dateien vom ${day} zurückholen, begonnen ${begun}. Verloren ist nichts; was geholt wurde, ist noch da.`,
      go: 'Fortsetzen',
    },

    history: {
      title: 'Zurückgeholte Dateien',
      from: (day) => `vom ${day}`,
    },
  };
};
