/** What to type in a terminal. One click selects all of it: the window may not write to the clipboard. */
import './command-line.css';

interface Props {
  text: string;
  /** It has only so much height: then the keyboard has to reach it. */
  scrolls?: boolean;
}

export function CommandLine({ text, scrolls = false }: Props) {
  // A command reads from left to right in every language.
  return (
    <code className="command-line" dir="ltr" tabIndex={scrolls ? 0 : undefined}>
      {text}
    </code>
  );
}
