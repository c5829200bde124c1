import type { Words } from '../english';
import type { Formats } from '../formats';

export const gapsWords = (formats: Formats): Words['gaps'] => ({
  files: (count) =>
    count === 1 ? 'Diese Datei weglassen' : `Diese ${formats.count(count)} Dateien weglassen`,
  folders: (count) =>
    count === 1 ? 'Diesen Ordner weglassen' : `Diese ${formats.count(count)} Ordner weglassen`,
  mixed: (count) => `Diese ${formats.count(count)} Dateien und Ordner weglassen`,
  around: (folder) => `Alles in ${folder} weglassen`,
  allLeftOut: 'All das wird inzwischen weggelassen. Die nächste Sicherung hat hier keine Lücken.',
  leftOutBy: (line, rule) => `weggelassen durch Zeile ${formats.count(line)}: ${rule}`,
  andMore: (count) => `und ${formats.count(count)} weitere`,
  added: (rules) =>
    rules.length === 1
      ? `Neu in der Ausnahmenliste: ${rules[0] ?? ''}`
      : `Neu in der Ausnahmenliste: ${formats.counted(rules.length, { one: 'Regel', other: 'Regeln' })}`,
  undo: (rules) =>
    rules.length === 1
      ? `„${rules[0] ?? ''}“ zurücknehmen`
      : `${formats.counted(rules.length, { one: 'Regel', other: 'Regeln' })} zurücknehmen`,
  undone: 'Die Ausnahmenliste ist wieder, wie sie war.',
  refused: ({ shown, why }) => {
    switch (why) {
      case 'not-expressible':
        return `${shown} lässt sich nicht beim Namen weglassen: Eine Zeile der Ausnahmenliste kann ihn nicht fassen. Lass den Ordner darum weg.`;
      case 'not-characters':
        return `${shown} lässt sich von hier aus nicht weglassen: Der Name besteht nicht aus Schriftzeichen. Lass es unter „Platz“ weg, oder den Ordner darum.`;
      case 'is-root':
        return `${shown} wird als Ganzes gesichert. Um es wegzulassen, nimm es in den Einstellungen aus den Ordnern.`;
      case 'in-no-root':
        return `${shown} liegt in keinem der Ordner, die jetzt gesichert werden.`;
    }
  },
});
