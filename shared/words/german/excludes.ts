import type { DiagnosticKind } from '../../exclude-diagnostics';
import type { Words } from '../english';
import type { Formats } from '../formats';

const odd = (kind: DiagnosticKind, about: number): string => {
  switch (kind) {
    case 'refused':
      return 'Hinter dem Zeichen steht kein Name. rsync lehnt die ganze Liste ab, und nichts wird gesichert.';
    case 'discarded':
      return 'Die Zeile ist länger, als rsync liest (4.095 Bytes je Regel). Sie wirkt nicht.';
    case 'nul-byte':
      return 'Ein NUL-Byte beendet diese Zeile für rsync; was folgt, zählt nicht.';
    case 'byte-order-mark':
      return 'Vor dieser Zeile steht eine Bytereihenfolge-Marke, die für rsync zu ihr gehört.';
    case 'windows-line-ends':
      return 'Ab hier hat die Liste Zeilenenden von Windows. rsync liest auch diese; nichts geht verloren.';
    case 'trailing-blank':
      return 'Sie endet mit einem Leerzeichen, das zum Namen gehört. Ohne es wäre es eine andere Regel.';
    case 'leading-blank':
      return 'Sie beginnt mit einem Leerzeichen, das zum Namen gehört.';
    case 'clears':
      return `„!“ lässt rsync alle Regeln davor vergessen. ${about === 0 ? 'Es gibt keine.' : 'Sie wirken nicht.'}`;
    case 'never-matches':
      return 'So, wie diese Regel dasteht, passt kein Name auf sie.';
    case 'unreachable':
      return `Sie entscheidet nie: Zeile ${about} kommt zuerst und nimmt alles, worauf sie passen könnte.`;
    case 'outside-roots':
      return 'Dieser Pfad führt in keinen der gesicherten Ordner, und keiner von ihnen hat ihn ganz oben.';
    case 'is-root':
      return 'Das ist ein ganzer gesicherter Ordner, und den lässt keine Regel weg. Nimm ihn aus den Einstellungen.';
    case 'above-root':
      return 'Darin liegt ein gesicherter Ordner, und den lässt keine Regel weg. Nimm ihn aus den Einstellungen.';
    case 'matches-nothing':
      return 'Nichts von dem, was angesehen wurde, passt auf diese Regel.';
    case 'decides-nothing':
      return 'Über alles, worauf sie passt, entscheiden Zeilen davor, oder es liegt in einem Ordner, der fehlt.';
    case 'option-word':
      return 'Eine Option ist keine Regel: rsync sucht etwas, das genau so heißt. Jede Zeile ist ein Muster.';
    case 'quotes':
      return 'Die Anführungszeichen zählen zum Namen. Eine Regel braucht keine, auch nicht für Leerzeichen.';
    case 'trailing-comment':
      return 'Was hinter dem Muster steht, gehört dazu: Ein Kommentar braucht eine eigene Zeile.';
    case 'negation':
      return `Eine Ausnahme beginnt mit „+ “${about === 0 ? '' : ` und steht vor der Regel, von der sie eine ist (Zeile ${about})`}; „!“ gehört zum Namen.`;
    case 'sign-without-blank':
      return 'Hinter „-“ und „+“ steht ein Leerzeichen; ohne gehört das Zeichen zum Namen.';
    case 'url':
      return 'Eine Adresse ist kein Pfad: Sie passt auf nichts.';
    case 'other-style':
      return 'rsync hat nur eine Art von Mustern. Was eine andere nennt, zählt zum Namen.';
    case 'regular-expression':
      return 'rsync kennt „*“, „?“ und „[...]“, aber keine regulären Ausdrücke.';
    case 'several-rules':
      return 'Das ist ein einziger Name mit Leer- oder anderen Zeichen. Jede Regel braucht eine eigene Zeile.';
    case 'windows-path':
      return 'Ein Backslash gehört zum Namen, und kein Pfad beginnt mit einem Laufwerk.';
    case 'tilde':
      return '„~“ ist für rsync ein Name wie jeder andere, kein Persönlicher Ordner.';
    case 'variable':
      return 'Eine Variable wird nicht ersetzt, ein Befehl nicht ausgeführt: Beides zählt zum Namen.';
    case 'braces':
      return 'rsync löst Alternativen nicht auf: Das ist ein einziger Name. Jede braucht eine eigene Zeile.';
    case 'shell-escape':
      return 'Ohne „*“, „?“ oder „[“ gehört ein Backslash zum Namen; Leerzeichen und andere Zeichen brauchen keinen.';
    case 'dot-part':
      return 'Kein Name ist „.“ oder „..“: Eine Regel ist ein voller Pfad oder ein Name allein, für jede Tiefe.';
    case 'double-slash':
      return 'Kein Pfad hat zwei Schrägstriche hintereinander.';
  }
};

export const excludesWords = (formats: Formats): Words['excludes'] => {
  const files = (count: number): string => formats.counted(count, { one: 'Datei', other: 'Dateien' });

  const lines = (count: number): string => formats.counted(count, { one: 'Zeile', other: 'Zeilen' });
  return {
    title: 'Ausnahmen',
    asking: 'Die Ausnahmenliste wird gelesen',
    openElsewhere: 'Im eigenen Editor öffnen',
    sizesFollow: 'Größen kommen mit einem Blick auf die Platte.',
    noSizes: 'Ohne einen Blick auf die Platte gibt es keine Größen; geprüft werden die Regeln trotzdem.',
    noRoots: 'Noch nicht eingerichtet: Die Regeln werden geprüft, Größen kommen mit dem Einrichten.',
    discard: 'Änderungen verwerfen',
    unsaved: 'Noch nicht gespeichert. Der Entwurf bleibt, bis du ihn speicherst oder verwirfst.',
    line: (line) => `Zeile ${formats.count(line)}.`,
    happened: {
      merged: 'Die Datei wurde anderswo geändert. Beide Änderungen sind in deinem Entwurf.',
      saved: 'Gespeichert. Die nächste Sicherung richtet sich danach.',
      restored: 'Deine nicht gespeicherten Änderungen sind wieder da.',
    },

    files,
    leavesOut: (bytes, count) => `Lässt ${bytes} in ${files(count)} weg.`,
    keeps: (bytes, count) => `Behält ${bytes} in ${files(count)}, die sonst fehlen würden.`,
    alone: (bytes, include) =>
      include
        ? `Ohne diese Zeile würden ${bytes} weniger gesichert.`
        : `Ohne diese Zeile kämen ${bytes} zurück.`,
    odd,
    instead: ([first = '', ...more]) =>
      `Stattdessen: ${first}${more.length > 0 ? ` und ${formats.counted(more.length, { one: 'Zeile', other: 'Zeilen' })} mehr` : ''}`,
    short: {
      refused: () => 'kein Name',
      discarded: () => 'zu lang',
      'nul-byte': () => 'NUL-Byte',
      'byte-order-mark': () => 'BOM davor',
      'windows-line-ends': () => '',
      'trailing-blank': () => 'endet leer',
      'leading-blank': () => 'beginnt leer',
      clears: () => 'vergisst alles davor',
      'never-matches': () => 'passt auf nichts',
      unreachable: (line) => `Zeile ${formats.count(line)} ist zuerst`,
      'outside-roots': () => 'führt nirgendwohin',
      'is-root': () => 'ganzer Ordner',
      'above-root': () => 'ganzer Ordner',
      'matches-nothing': () => '',
      'decides-nothing': () => 'entscheidet nichts',
      'option-word': () => 'Option',
      quotes: () => 'in Anführung',
      'trailing-comment': () => 'Kommentar dahinter',
      negation: () => '! statt +',
      'sign-without-blank': () => 'Leerzeichen fehlt',
      url: () => 'Adresse',
      'other-style': () => 'fremde Art',
      'regular-expression': () => 'Ausdruck',
      'several-rules': () => 'mehrere Regeln',
      'windows-path': () => 'Windows-Pfad',
      tilde: () => '~ ist ein Name',
      variable: () => 'Variable',
      braces: () => 'Alternativen',
      'shell-escape': () => 'Backslash',
      'dot-part': () => '. ist kein Name',
      'double-slash': () => 'doppelter Schrägstrich',
    },

    test: {
      label: 'Pfad prüfen',
      goTo: (line) => `Zu Zeile ${formats.count(line)}`,
      leftOut: (path, line) => `Weggelassen: Zeile ${formats.count(line)} lässt ${path} weg.`,
      leftOutWith: (path, at, line) =>
        `Weggelassen: ${path} liegt in ${at}, und das lässt Zeile ${formats.count(line)} weg.`,
      keptBy: (path, line) => `Gesichert: Zeile ${formats.count(line)} behält ${path}.`,
      noRule: (path) => `Gesichert: Auf ${path} passt keine Regel.`,
      inNoRoot: (path) => `Nicht gesichert: ${path} liegt in keinem der gesicherten Ordner.`,
      notThere: 'Zurzeit heißt nichts so.',
      assumed: 'Noch nicht eingerichtet; so wäre es, wenn dein Persönlicher Ordner gesichert würde.',
    },

    presets: {
      title: 'Oft weggelassen',
      asking: 'Die Vorlagen werden gelesen',
      wouldSave: (size) => `würde ${size} sparen`,
      some: (there, all) =>
        `${formats.count(there)} von ${formats.counted(all, { one: 'Regel', other: 'Regeln' })} in der Liste`,
      why: {
        caches: 'Programme füllen sie von selbst wieder. Browser und andere haben hier das meiste.',
        packages: 'Was Paketverwaltungen für Programmierer geholt haben; sie holen es wieder, wenn es fehlt.',
        'node-modules':
          '„npm install“ bringt sie aus package-lock.json zurück. Viele kleine Dateien, langsam zu sichern.',
        'build-outputs': 'Aus Quellen gemacht, die gesichert sind. Nur Ordner mit eindeutigen Namen.',
        'virtual-machines':
          'Sehr groß, und als Ganzes geändert, wann immer sie laufen. Was darin ist, braucht eine eigene Sicherung.',
        trash: 'Was du schon weggeworfen hast.',
        steam: 'Steam lädt sie wieder. Spielstände daneben (steamapps/compatdata) bleiben in der Sicherung.',
        downloads: 'Meist noch einmal im Netz zu haben. Sieh sie vorher durch.',
        media:
          'Große Dateien, die nicht kleiner werden. Eigene Aufnahmen nur, wenn sie auch anderswo liegen.',
        marked: 'In diesen Ordnern liegt CACHEDIR.TAG oder .nobackup: Wer sie angelegt hat, bittet darum.',
      },
    },

    save: {
      open: 'Speichern …',
      title: 'Ausnahmenliste speichern',
      button: 'Speichern',
      lines: (added, removed) => `${lines(added)} dazu, ${formats.count(removed)} weg:`,
      sum: (before, after) => `${before} → ${after} werden gesichert.`,
      sameSum: (bytes) => `${bytes} werden gesichert, wie bisher.`,
      emptied: 'Diese Regeln lassen fast alles aus, was gesichert wird. Willst du das?',
      allTheSame: 'Trotzdem speichern',
      refused:
        'Eine Zeile hat ein Zeichen und keinen Namen: rsync lehnt die ganze Liste ab, nichts würde gesichert.',
    },
    diff: {
      name: 'Was sich ändert',
      added: 'dazu',
      removed: 'weg',
      skipped: (count) => `${lines(count)} wie bisher`,
    },
    conflict: {
      title: 'Die Datei wurde anderswo geändert, an derselben Stelle wie dein Entwurf',
      meaning: 'Nichts wurde überschrieben. Wenn du dich entschieden hast, lässt sich der Entwurf speichern.',
      keepMine: 'Meinen Entwurf behalten',
      takeTheirs: 'Die Datei nehmen',
      seeBoth: 'Beide ansehen',
      bothTitle: 'Die Datei und dein Entwurf',
      bothMeaning: 'Minus: in der Datei, wie sie jetzt ist. Plus: in deinem Entwurf.',
    },

    editor: {
      name: 'Ausnahmenliste',
      phrases: {
        Find: 'Suchen',
        Replace: 'Ersetzen',
        next: 'nächste',
        previous: 'vorige',
        all: 'alle',
        'match case': 'Groß/klein',
        regexp: 'Ausdruck',
        'by word': 'ganze Wörter',
        replace: 'ersetzen',
        'replace all': 'alle ersetzen',
        close: 'schließen',
        'current match': 'dieser Fund',
        'on line': 'in Zeile',
        'Go to line': 'Zu Zeile',
        go: 'los',
        'Selection deleted': 'Auswahl gelöscht',
        'replaced match on line $': 'Fund in Zeile $ ersetzt',
        'replaced $ matches': '$ Funde ersetzt',
        'Control character': 'Steuerzeichen',
      },
    },
  };
};
