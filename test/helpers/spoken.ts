/** The languages as tray, notifications and terminal speak them. */
import { loadLanguage } from '../../shared/words/load-language';

export const ENGLISH = await loadLanguage('en-GB');
export const GERMAN = await loadLanguage('de-DE');
