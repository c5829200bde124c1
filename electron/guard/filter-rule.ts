/**
 * Which filter rules a peer may add. rsync appends the peer's rules to the list that our --exclude-from began, and the
 * first rule that matches decides: a rule behind ours can hide more, never bring back what ours hide. So plain exclude
 * and include rules are harmless, and these are all that rsync's client sends of what its user gave
 * (get_rule_prefix() in exclude.c). Other kinds do more than add a rule, see REFUSED.
 */
import { nameInReason } from './name-in-reason';

/**
 * `/` absolute, `!` negated, `s` for the sender, `r` for the receiver, `p` perishable. Not `C`, which reads
 * ~/.cvsignore. Not `x`: one rule for attributes switches off rsync's own choice of only the user's attributes.
 */
const MODIFIERS = '/!srp';

const REFUSED: Readonly<Record<string, string>> = {
  '!': 'it clears our exclude list',
  '.': "it reads a file of the peer's choice",
  ':': "it reads files of the peer's choice",
  H: 'a client sends it as -s',
  S: 'a client sends it as +s',
  P: 'a client keeps it',
  R: 'a client keeps it',
};

/** Why the rule is refused; undefined for one that may pass. */
export function whyRuleIsRefused(rule: Buffer): string | undefined {
  // latin1: one character a byte, so that no byte is lost or joined with others.
  const text = rule.toString('latin1');
  const kind = text.charAt(0);
  if (kind !== '-' && kind !== '+') {
    const why = REFUSED[kind];
    return `filter rule "${nameInReason(text)}" is not allowed${why === undefined ? '' : `: ${why}`}`;
  }
  if (text.includes('\0')) return 'a filter rule with a NUL in it';

  let at = 1;
  while (at < text.length && text[at] !== ' ' && text[at] !== '_') {
    const modifier = text.charAt(at);
    if (!MODIFIERS.includes(modifier))
      return `filter rule "${nameInReason(text)}" with the modifier "${nameInReason(modifier)}" is not allowed`;
    at += 1;
  }
  return at + 1 < text.length ? undefined : `filter rule "${nameInReason(text)}" without a pattern`;
}
