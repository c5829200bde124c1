import type { Words } from '../english';
import type { Formats } from '../formats';

export const headlineWords = (formats: Formats): Words['headline'] => ({
  notSetUp: 'Noch nicht eingerichtet',
  settingsUnusable: 'Die Einstellungen sind nicht brauchbar',
  restoring: 'Dateien werden zurückgeholt',
  noGoodYet: 'Noch keine gute Sicherung',
  noGoodFor: (days) => `Seit ${formats.counted(days, { one: 'Tag', other: 'Tagen' })} keine gute Sicherung`,
  failed: (age) => `Sicherung ${age} fehlgeschlagen`,
  noneGoodYet: 'noch keine gute',
  lastGoodShort: (age) => `letzte gute ${age}`,
  looksWrong: 'Eine Sicherung sieht falsch aus',
  noneYet: 'Noch keine Sicherung',
  lastGood: (age) => `Letzte gute Sicherung ${age}`,
  sizeAndTime: (size, duration) => `${size} in ${duration}`,
  backingUp: 'Sicherung',
  checking: 'Prüfung',
  gettingReady: 'wird vorbereitet',
  waiting: 'warten auf den Server',
  reading: 'der Server liest',
  readingHere: 'liest',
  closing: 'wird beendet',
  partOf: (percent, root) => `${percent} von ${root}`,
  timeLeft: (seconds) => {
    if (seconds < 60) return 'noch weniger als eine Minute';
    const minutes = Math.round(seconds / 60);
    if (minutes < 90)
      return `noch etwa ${minutes === 1 ? 'eine Minute' : `${formats.count(minutes)} Minuten`}`;
    return `noch etwa ${formats.count(Math.round(minutes / 60))} Stunden`;
  },
  theHost: 'Der Server',
});
