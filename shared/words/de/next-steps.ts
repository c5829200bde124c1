/** Next steps that several failures have. */
export const seeLog = 'Sieh in das Protokoll dieses Laufs.';
export const runCheck = 'Starte „latchkey --check“: Es nennt den Schritt, der scheitert.';
export const openPort = 'Öffne den Rückrufport in der Firewall, oder stelle „reach“ auf „tunnel“.';
