// Made by scripts/compile-words.mjs from the .arb files beside this folder. Changes belong there.
import * as en from './en';
import * as de from './de';

export const ALL = { en, de };
