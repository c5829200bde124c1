/**
 * The exclude list as one rsync transfer needs it. rsync anchors a rule with a leading slash at the top of the
 * transfer, which is another place for each root; people write full paths. So an anchored rule that leads into the
 * root is rewritten to count from there, and any other counts from the root as rsync has it (rsync(1), "ANCHORING
 * INCLUDE/EXCLUDE PATTERNS"). Everything else is passed on byte for byte.
 */

/** Binary strings in and out. `withName`: the transfer sends the root's own name too (a path without trailing slash). */
export function rulesForTransfer(excludeList: string, root: string, withName: boolean): string {
  const parts = componentsOf(Buffer.from(root, 'utf8').toString('latin1'));
  const prefix = withName ? parts.slice(-1) : [];
  return excludeList
    .split(/\r\n|[\r\n]/)
    .flatMap((line) => translateLine(line, parts, prefix))
    .map((line) => `${line}\n`)
    .join('');
}

function translateLine(line: string, root: string[], prefix: string[]): string[] {
  if (line === '' || line.startsWith('#') || line.startsWith(';')) return [line];
  const sign = /^[-+] /.exec(line)?.[0] ?? '';
  const pattern = line.slice(sign.length);
  if (!pattern.startsWith('/')) return [line];
  return translatePattern(pattern, root).map((tail) => sign + withPrefix(prefix, tail));
}

/** The anchored pattern as seen from inside the root: more than one where a `**` may end on either side of it. */
function translatePattern(pattern: string, root: string[]): string[] {
  const parts = componentsOf(pattern);
  const slash = pattern.endsWith('/') ? '/' : '';
  for (const [index, name] of root.entries()) {
    const part = parts[index];
    if (part === '**' && index + 1 < parts.length) {
      const rest = parts.slice(index + 1).join('/') + slash;
      return [`/${rest}`, `/**/${rest}`];
    }
    if (part === undefined || part.includes('**') || !componentMatches(part, name)) return [pattern];
  }
  const rest = parts.slice(root.length);
  return rest.length === 0 ? [pattern] : [`/${rest.join('/')}${slash}`];
}

function withPrefix(prefix: string[], pattern: string): string {
  const [name] = prefix;
  if (name === undefined) return pattern;
  // rsync reads backslashes as escapes only in patterns that hold a wildcard.
  const escaped = /[*?[]/.test(pattern) ? name.replace(/[\\*?[]/g, '\\$&') : name;
  return `/${escaped}${pattern}`;
}

function componentsOf(path: string): string[] {
  return path.split('/').filter((part) => part !== '');
}

/** One path component against one of a pattern, as rsync's wildmatch does it: `*`, `?`, `[class]` and backslashes. */
export function componentMatches(pattern: string, name: string): boolean {
  if (!/[*?[]/.test(pattern)) return pattern === name;
  return componentExpression(pattern).test(name);
}

function componentExpression(pattern: string): RegExp {
  let source = '';
  for (let index = 0; index < pattern.length; index += 1) {
    const character = pattern.charAt(index);
    const bracket = character === '[' ? /^\[([!^]?)(\]?[^\]]*)\]/.exec(pattern.slice(index)) : null;
    if (character === '*') source += '.*';
    else if (character === '?') source += '.';
    else if (bracket !== null) {
      const [whole, negated = '', members = ''] = bracket;
      source += `[${negated === '' ? '' : '^'}${members.replace(/[\\\]^]/g, '\\$&')}]`;
      index += whole.length - 1;
    } else {
      if (character === '\\' && index + 1 < pattern.length) index += 1;
      source += pattern.charAt(index).replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
    }
  }
  try {
    return new RegExp(`^${source}$`, 's');
  } catch {
    // A class that no regular expression can hold (a reversed range) matches nothing in rsync either.
    return /$^/;
  }
}
