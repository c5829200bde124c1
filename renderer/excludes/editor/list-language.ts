/** The colours of rsync's exclude syntax. Only colours: what a line means is the engine's to say. */
import { HighlightStyle, StreamLanguage, syntaxHighlighting } from '@codemirror/language';
import { tags } from '@lezer/highlight';

const language = StreamLanguage.define({
  name: 'exclude-list',
  token: (stream) => {
    if (stream.sol()) {
      if (/^[#;]/.test(stream.string)) {
        stream.skipToEnd();
        return 'comment';
      }
      if (stream.string === '!') {
        stream.skipToEnd();
        return 'heading';
      }
      if (stream.match('+ ')) return 'inserted';
      if (stream.match('- ')) return 'punctuation';
    }
    if (stream.eat('/')) return 'punctuation';
    if (stream.match(/\*+|\?/)) return 'keyword';
    if (stream.match(/\[[!^]?\]?[^\]]*\]/)) return 'keyword';
    // A backslash is an escape only where there is something to escape from.
    if (stream.peek() === '\\' && /[*?[]/.test(stream.string)) {
      stream.next();
      stream.next();
      return 'escape';
    }
    stream.next();
    return null;
  },
  languageData: { commentTokens: { line: '#' } },
});

const colours = HighlightStyle.define([
  { tag: tags.comment, color: 'var(--text-3)', fontStyle: 'italic' },
  { tag: tags.heading, color: 'var(--attention)', fontWeight: '600' },
  { tag: tags.inserted, color: 'var(--good)', fontWeight: '600' },
  { tag: tags.punctuation, color: 'var(--text-3)' },
  { tag: tags.keyword, color: 'var(--running)', fontWeight: '600' },
  { tag: tags.escape, color: 'var(--accent)' },
]);

export const listLanguage = [language, syntaxHighlighting(colours)];
