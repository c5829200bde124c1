/** The two parts of dbus-native that are used, in one file: connect.ts loads it when a bus is needed. */
export { default as authenticate } from 'dbus-native/lib/handshake.js';
export { default as wire } from 'dbus-native/lib/message.js';
