/** Which line ends a list has. Where they are not all alike, a carriage return is a character that is seen. */
export function lineEndOf(text: string): '\n' | '\r\n' {
  const unix = text.replaceAll('\r\n', '');
  return text !== unix && !/[\r\n]/.test(unix) ? '\r\n' : '\n';
}
