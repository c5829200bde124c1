/** One message in ICU MessageFormat as the body of a function: values, numbers, plurals, and a choice by yes or no. */
import { parse } from '@messageformat/parser';

/** @typedef {{ name: string, type: string }[]} Placeholders `type`: String, int or bool, as in an .arb file */

class MessageError extends Error {}

/**
 * @param {string} text @param {Placeholders} placeholders the values that it may take, in their order
 * @param {string[]} categories the plural forms of its language
 * @returns {{ code: string, problem?: undefined } | { code?: undefined, problem: string }} a string, or a function
 */
export function compileMessage(text, placeholders, categories) {
  try {
    const forms = /** @type {import('@messageformat/parser').PluralCategory[]} */ (categories);
    const tokens = parse(text, { cardinal: forms, strict: true });
    const types = new Map(placeholders.map(({ name, type }) => [name, type]));
    const used = new Set();
    const body = join(tokens, { types, used, categories, counted: undefined });
    if (placeholders.length === 0) return { code: body };
    // What a language has no use for keeps its place.
    const values = placeholders.map(({ name }) => (used.has(name) ? name : `_${name}`));
    return { code: `(${values.join(', ')}) => ${body}` };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
}

/**
 * @typedef {{ types: Map<string, string>, used: Set<string>, categories: string[], counted: string | undefined }} Context
 * `counted`: what "#" stands for
 */

/** @param {import('@messageformat/parser').Token[]} tokens @param {Context} context @returns {string} an expression */
function join(tokens, context) {
  if (tokens.every(({ type }) => type === 'content')) {
    return JSON.stringify(tokens.map((token) => ('value' in token ? token.value : '')).join(''));
  }
  const [only] = tokens;
  if (tokens.length === 1 && only !== undefined && (only.type === 'plural' || only.type === 'select')) {
    return choose(only, context);
  }
  return `\`${tokens.map((token) => piece(token, context)).join('')}\``;
}

/** @param {import('@messageformat/parser').Token} token @param {Context} context */
function piece(token, context) {
  switch (token.type) {
    case 'content':
      return token.value.replace(/[`\\]|\$\{/g, '\\$&');
    case 'argument': {
      const type = typeOf(token.arg, context);
      if (type === 'bool') throw new MessageError(`{${token.arg}} is yes or no: it can only choose`);
      return type === 'int' ? `\${String(${token.arg})}` : `\${${token.arg}}`;
    }
    case 'function':
      if (token.key !== 'number') throw new MessageError(`{${token.arg}, ${token.key}} is not known here`);
      return `\${digits(${numberOf(token.arg, context)})}`;
    case 'octothorpe':
      if (context.counted === undefined) throw new MessageError('a "#" outside of a plural');
      return `\${digits(${context.counted})}`;
    default:
      return `\${${choose(token, context)}}`;
  }
}

/** @param {import('@messageformat/parser').Select} token @param {Context} context */
function choose({ type, arg, cases, pluralOffset }, context) {
  if (type === 'selectordinal' || (pluralOffset ?? 0) !== 0)
    throw new MessageError(`${type} of this kind is not known here`);
  const isPlural = type === 'plural';
  if (isPlural) numberOf(arg, context);
  else if (typeOf(arg, context) !== 'bool')
    throw new MessageError(`{${arg}} does not choose: it is not a bool`);
  const inside = isPlural ? { ...context, counted: arg } : context;
  const { other, rest } = splitCases(cases);
  if (isPlural) {
    const missing = context.categories.filter(
      (form) => form !== 'other' && !rest.some(({ key }) => key === form || isOnlyNumber(form, key)),
    );
    if (missing.length > 0) throw new MessageError(`{${arg}} has no form "${missing.join('", "')}"`);
  } else if (rest.length !== 1 || rest[0]?.key !== 'true') {
    throw new MessageError(`{${arg}} needs "true" and "other"`);
  }
  const asked = rest.map(({ key, tokens }) => {
    const isCase = !isPlural
      ? arg
      : key.startsWith('=')
        ? `${arg} === ${Number(key.slice(1))}`
        : `plural(${arg}) === '${key}'`;
    return `${isCase} ? ${join(tokens, inside)} : `;
  });
  return `(${asked.join('')}${join(other.tokens, inside)})`;
}

/** "=1" where a language has nothing else that is "one". @param {string} form @param {string} key */
function isOnlyNumber(form, key) {
  return form === 'one' && key === '=1';
}

/** @param {import('@messageformat/parser').SelectCase[]} cases */
function splitCases(cases) {
  const other = cases.find(({ key }) => key === 'other');
  if (other === undefined) throw new MessageError('no "other"');
  // A number that is named comes before the form that it has.
  const rest = cases
    .filter((one) => one !== other)
    .sort((a, b) => Number(b.key.startsWith('=')) - Number(a.key.startsWith('=')));
  return { other, rest };
}

/** @param {string} name @param {Context} context */
function typeOf(name, { types, used }) {
  const type = types.get(name);
  if (type === undefined) throw new MessageError(`{${name}} is none of its values`);
  used.add(name);
  return type;
}

/** @param {string} name @param {Context} context */
function numberOf(name, context) {
  if (typeOf(name, context) !== 'int') throw new MessageError(`{${name}} is no number`);
  return name;
}
