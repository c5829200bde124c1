declare const LATCHKEY_VERSION: string | undefined;

/** The package's version; the build puts it in. */
export const VERSION = typeof LATCHKEY_VERSION === 'string' ? LATCHKEY_VERSION : 'development';
