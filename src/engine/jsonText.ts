/**
 * JSON for results. Numbers that JSON cannot hold become the strings "NaN", "Infinity" and "-Infinity"; -0 keeps its
 * sign, which JSON.stringify drops; lists of scalars stand on one line. JSON.parse gives back all the rest unchanged.
 */

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** Two blanks a level, no line break at the end. */
export function jsonText(value: Json, indent = ''): string {
  if (typeof value === 'number') return numberText(value);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const deeper = `${indent}  `;
  if (isList(value)) {
    const items = value.map((item) => jsonText(item, deeper));
    return value.every(isScalar) ? `[${items.join(', ')}]` : block('[', items, ']', indent);
  }
  const members = Object.entries(value).map(
    ([key, item]) => `${JSON.stringify(key)}: ${jsonText(item, deeper)}`,
  );
  const flat = `{${members.join(', ')}}`;
  return Object.values(value).every(isScalar) && flat.length <= 160 ? flat : block('{', members, '}', indent);
}

function numberText(value: number): string {
  if (!Number.isFinite(value)) return `"${value}"`;
  return Object.is(value, -0) ? '-0' : String(value);
}

function block(open: string, parts: readonly string[], close: string, indent: string): string {
  if (parts.length === 0) return open + close;
  return `${open}\n${parts.map((part) => `${indent}  ${part}`).join(',\n')}\n${indent}${close}`;
}

const isList = (value: object): value is readonly Json[] => Array.isArray(value);

const isScalar = (value: Json): boolean => typeof value !== 'object' || value === null;
