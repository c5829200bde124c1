import type { Words } from '../../shared/words/catalogue';

/** What is wrong with a command line, for whoever says it in their language. */
export type Mistake = (say: Words['mistakes']) => string;
