// Made by scripts/compile-words.mjs from the .arb files beside this folder. Changes belong there.

/** `name`: in itself. */
export const LANGUAGES = {
  en: { name: "English", locale: "en-GB" },
  de: { name: "Deutsch", locale: "de-DE" },
} as const;

/** Each by itself. */
export const LOADERS = {
  en: () => import('./en'),
  de: () => import('./de'),
};
