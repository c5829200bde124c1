/** What cannot be seen in a line is shown: control characters, a carriage return, a byte that is no UTF-8. */
import { highlightSpecialChars } from '@codemirror/view';

const ESCAPED_BYTES = 0xdc00;

export const oddCharacters = highlightSpecialChars({
  addSpecialChars: /[\udc80-\udcff]/u,
  render: (code, description) => {
    const mark = document.createElement('span');
    const number = code >= ESCAPED_BYTES ? code - ESCAPED_BYTES : code;
    mark.textContent = code === 0x0d ? '\\r' : `\\x${number.toString(16).padStart(2, '0')}`;
    mark.className = 'cm-specialChar';
    mark.title = description ?? '';
    return mark;
  },
});
