/** What is wrong with settings, in words of ours: one clause for each fault, with where it stands. */
import type * as z from 'zod';

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

/** A message of the library's own; all others are the schema's. */
const OF_ZOD = /^(Invalid|Too|Unrecognized) /;

/** @param written where a value of what was checked stands in what a person has written */
export function describeIssues(
  { issues }: { issues: readonly Issue[] },
  written: (path: Path) => Path = (path) => path,
): string {
  return issues
    .map((issue) => {
      const place = placeOf(written(issue.path));
      return OF_ZOD.test(issue.message) ? `${place} ${faultOf(issue)}` : `${issue.message} (${place})`;
    })
    .join('; ');
}

/** "host.directory", "roots[1]"; what has no place is the file itself. */
function placeOf(path: Path): string {
  const text = path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('');
  return text === '' ? 'the file' : text.replace(/^\./, '');
}

const KINDS: Record<string, string> = {
  string: 'text in quotes',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list in [ ]',
  object: 'an object in { }',
};

function faultOf(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `${issue.message.endsWith('received undefined') ? 'is missing, and ' : ''}must be ${kind(issue.expected)}`;
    case 'unrecognized_keys':
      return `has what is not known here: ${issue.keys.join(', ')}`;
    case 'invalid_value':
      return `must be ${issue.values.map((value) => JSON.stringify(value)).join(' or ')}`;
    case 'too_small':
      return `is less than ${String(issue.minimum)}`;
    case 'too_big':
      return `is more than ${String(issue.maximum)}`;
    case 'invalid_union':
      return 'is none of what may stand here';
    default:
      return issue.message;
  }
}

function kind(expected: string): string {
  return KINDS[expected] ?? expected;
}
