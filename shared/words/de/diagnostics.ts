import type { DiagnosticKind } from '../../exclude-diagnostics';

export function describeDiagnosticInGerman(kind: DiagnosticKind, about: number): string {
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
}
