/** What to type in a terminal. One click selects all of it: the window may not write to the clipboard. */
import './command-line.css';

export function CommandLine({ text }: { text: string }) {
  // A command reads from left to right in every language.
  return (
    <code className="command-line" dir="ltr">
      {text}
    </code>
  );
}
