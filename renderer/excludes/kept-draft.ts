/**
 * A draft outlives the view, the window and the program: changes that nobody saved are there again. In the window's own
 * storage, not in a file beside the list, which rsync or a backup of the settings could come across.
 */
import * as z from 'zod';

const KEY = 'latchkey.exclude-draft';

const keptSchema = z.object({
  text: z.string(),
  base: z.object({ text: z.string(), version: z.string().nullable() }),
});
export type KeptDraft = z.infer<typeof keptSchema>;

/** The editor's own state, with what can be undone: as long as this window is open. */
let editorState: unknown;

export function keepDraft({ text, base }: KeptDraft): void {
  try {
    if (text === base.text) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, JSON.stringify({ text, base }));
  } catch {
    // No room for a list of millions of characters: it is then kept as long as the window.
  }
}

export function keptDraft(): KeptDraft | undefined {
  try {
    return keptSchema.safeParse(JSON.parse(localStorage.getItem(KEY) ?? 'null')).data;
  } catch {
    return undefined;
  }
}

export function keepEditor(state: unknown): void {
  editorState = state;
}

export function keptEditor(): unknown {
  return editorState;
}
