import { sharePercent } from '../../describe-alarm';
import type { Words } from '../english';
import type { Formats } from '../formats';

export const alarmWords = (formats: Formats): Words['alarm'] => {
  const files = (count: number): string => formats.counted(count, { one: 'Datei', other: 'Dateien' });
  return {
    title: (sign, since) => `${sign} (seit ${since})`,
    yesterday: 'gestern',
    sign: ({ code, count, of = count, name = '' }) => {
      const share = formats.percent(sharePercent(count, of));
      switch (code) {
        case 'root-empty':
          return `Alle ${files(count)} in ${name} fehlen`;
        case 'mostly-gone':
        case 'half-gone':
          return `${share} der Dateien in ${name} fehlen`;
        case 'touched':
          return `${share} deiner Dateien sind geändert`;
        case 'extension-gone':
          return `${formats.count(count)} von ${formats.count(of)} Dateien mit ${name} fehlen`;
        case 'renamed':
          return name === ''
            ? `${files(count)} haben eine neue Endung`
            : `${files(count)} haben eine neue Endung, etwa ${name}`;
        case 'same-new-file':
          return `${name} ist neu in ${formats.counted(count, { one: 'Ordner', other: 'Ordnern' })}`;
        case 'encrypted':
          return `${formats.count(count)} von ${formats.count(of)} geprüften geänderten Dateien sehen verschlüsselt aus`;
        case 'not-compared':
          return 'Latchkey konnte Änderungen nicht prüfen';
      }
    },
    held: 'Nichts Älteres wird gelöscht, bis das geklärt ist. Neue Sicherungen gehen weiter.',
    notHeld: 'Deswegen wurde nichts gelöscht. Geht es so weiter, werden ältere Sicherungen festgehalten.',
    later: 'Die neueste Sicherung sieht wieder aus wie sonst.',
    wasMe: 'Das war ich',
    notMe: 'Das war ich nicht: was nun',
    heldThen: 'Ab da wurde nichts Älteres gelöscht.',
    inHistory: 'Diese Sicherung sieht falsch aus',
    inHistoryBefore: 'Eine Sicherung davor sah falsch aus',
    wasMeDialog: {
      title: 'Hast du diese Dateien selbst geändert oder gelöscht?',
      means:
        'Dann dürfen ältere Sicherungen wieder gelöscht werden, wie es deine Einstellungen sagen, und spätere Sicherungen werden mit der neuesten verglichen. Es wird gleich gesichert.',
      notSure: 'Wenn du nicht sicher bist, schließe das hier: Warten kostet nur Platz.',
      button: 'Das war ich: weiter',
      there:
        'Dieser Rechner kann das nicht aufheben, damit es auch nichts kann, was in ihn eindringt. Gib auf dem Server dies ein, mit DIR und NAME aus der Zeile dieses Rechners in authorized_keys:',
      after: 'Die nächste Sicherung zeigt dann, dass es geklärt ist.',
      copy: 'Befehl kopieren',
      copied: 'Kopiert',
    },
    notMeDialog: {
      title: 'Was nun',
      calm: 'Deine Dateien von vorher sind in der Sicherung davor.',
      stays: 'Sie wird nicht gelöscht, bis du geantwortet hast.',
      mounted: 'Ein Ordner ist leer? Prüfe, ob seine Platte eingehängt ist, dann sichere noch einmal.',
      excludes: 'Nur in der Sicherung fehlt etwas? Sieh nach, was ausgelassen wird.',
      offline:
        'Dateien wurden von anderen geändert oder lassen sich nicht öffnen? Nimm diesen Rechner vom Netz, und schließe die Sicherungsplatte nicht an.',
      wait: 'Drücke nicht „Das war ich“, bevor du weißt, was geschehen ist.',
      back: 'Sieh dir die Sicherung davor an, und hole deine Dateien von dort zurück.',
      goBack: 'Die Sicherung davor',
      goExcludes: 'Was ausgelassen wird',
    },
  };
};
