/** Makes data fit a schema's own lengths, so that who reads it by that schema does not refuse all of it. */
import type { z } from 'zod';

/** Cutting an outer list can bring to light what is too long within it. */
const MOST_ROUNDS = 10;

/**
 * The same value with texts and lists cut to what the schema allows; a cut text ends in "…". What is wrong in another way
 * stays as it is.
 */
export function cutToFit<T>(value: T, schema: z.ZodType): T {
  let fitting: unknown = value;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const parsed = schema.safeParse(fitting);
    if (parsed.success) break;
    const before = fitting;
    for (const issue of parsed.error.issues) {
      if (issue.code !== 'too_big') continue;
      fitting = changeAt(fitting, issue.path, (each) => cut(each, Number(issue.maximum)));
    }
    if (fitting === before) break;
  }
  return fitting as T;
}

function cut(value: unknown, most: number): unknown {
  if (typeof value === 'string' && value.length > most) return `${value.slice(0, most - 1)}…`;
  if (Array.isArray(value) && value.length > most) return value.slice(0, most) as unknown[];
  return value;
}

function changeAt(
  value: unknown,
  path: readonly PropertyKey[],
  change: (value: unknown) => unknown,
): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return change(value);
  if (Array.isArray(value)) {
    return value.map((each: unknown, index) => (index === key ? changeAt(each, rest, change) : each));
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [name, name === key ? changeAt(each, rest, change) : each]),
  );
}
