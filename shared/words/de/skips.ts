import type { Skip } from '../../skips';

export function describeSkipInGerman(skip: Skip): { because: string; until: string } {
  switch (skip.code) {
    case 'paused':
      return { because: 'die Sicherungen sind angehalten', until: 'nach der Pause' };
    case 'on-battery':
      return {
        because: `Akkubetrieb mit ${Math.round(skip.percent)} %, weniger als ${skip.least} %`,
        until: 'sobald der Rechner am Netz hängt',
      };
    case 'power-saver':
      return { because: 'der Energiesparmodus ist an', until: 'sobald der Energiesparmodus aus ist' };
    case 'metered':
      return {
        because: `das Netz „${skip.network}“ wird nach Verbrauch berechnet`,
        until: 'in einem Netz, das nicht nach Verbrauch berechnet wird',
      };
    case 'other-network':
      return {
        because: `das Netz „${skip.network}“ ist keines für Sicherungen`,
        until: 'in einem Netz, das für Sicherungen gewählt ist',
      };
    case 'no-network':
      return { because: 'es gibt kein Netz', until: 'sobald es ein Netz gibt' };
    case 'host-not-reachable':
      return {
        because: `${skip.host} ist nicht erreichbar (${skip.detail})`,
        until: 'sobald der Server erreichbar ist',
      };
    case 'store-not-there':
      return {
        because: `die Sicherungsplatte ist nicht da (${skip.directory})`,
        until: 'sobald die Platte wieder da ist',
      };
    case 'before-command-failed':
      return {
        because: `der Befehl vor der Sicherung ist gescheitert: ${skip.program}: ${skip.detail}`,
        until: 'beim nächsten Mal',
      };
  }
}
