/**
 * Checks a value against a JSON Schema (2020-12), for the keywords that docs/schema uses. A keyword that is not known
 * here throws, so that nothing stands in a schema unchecked.
 */

export type Schema = boolean | { readonly [keyword: string]: unknown };

type Rule = (value: unknown, operand: unknown, context: Context) => readonly string[];

interface Context {
  readonly root: Schema;
  readonly schema: { readonly [keyword: string]: unknown };
  /** Place of the value, as in `$.nodes[2].l2`. */
  readonly at: string;
}

/** What is wrong, one line each; none if the value fits. */
export function violations(
  value: unknown,
  schema: Schema,
  root: Schema = schema,
  at = '$',
): readonly string[] {
  if (typeof schema === 'boolean') return schema ? [] : [`${at}: nothing is allowed here`];
  return Object.entries(schema).flatMap(([keyword, operand]) => {
    if (ANNOTATIONS.has(keyword)) return [];
    const rule = RULES[keyword];
    if (rule === undefined) throw new Error(`${at}: the validator does not know the keyword "${keyword}"`);
    return rule(value, operand, { root, schema, at });
  });
}

const ANNOTATIONS = new Set(['$schema', '$id', '$defs', 'title', 'description', 'examples', 'then', 'else']);

const RULES: Readonly<Record<string, Rule>> = {
  $ref: (value, operand, { root, at }) => violations(value, resolved(String(operand), root), root, at),
  type: (value, operand, { at }) => {
    const kinds = [operand].flat().map(String);
    return kinds.some((kind) => hasType(value, kind))
      ? []
      : [`${at}: got ${typeOf(value)}, wanted ${kinds.join(' or ')}`];
  },
  const: (value, operand, { at }) =>
    value === operand ? [] : [`${at}: got ${JSON.stringify(value)}, wanted ${JSON.stringify(operand)}`],
  enum: (value, operand, { at }) =>
    (operand as unknown[]).includes(value)
      ? []
      : [`${at}: got ${JSON.stringify(value)}, wanted one of ${JSON.stringify(operand)}`],
  anyOf: (value, operand, { root, at }) => {
    const tried = (operand as Schema[]).map((option) => violations(value, option, root, at));
    return tried.some((found) => found.length === 0) ? [] : tried.flat();
  },
  if: (value, operand, { root, schema, at }) => {
    const fits = violations(value, operand as Schema, root, at).length === 0;
    return violations(value, (schema[fits ? 'then' : 'else'] ?? true) as Schema, root, at);
  },
  minimum: (value, operand, { at }) =>
    typeof value === 'number' && value < (operand as number) ? [`${at}: ${value} is below ${operand}`] : [],
  maximum: (value, operand, { at }) =>
    typeof value === 'number' && value > (operand as number) ? [`${at}: ${value} is above ${operand}`] : [],
  pattern: (value, operand, { at }) =>
    typeof value === 'string' && !new RegExp(String(operand), 'u').test(value)
      ? [`${at}: "${value}" does not match ${operand}`]
      : [],
  minItems: (value, operand, { at }) =>
    Array.isArray(value) && value.length < (operand as number)
      ? [`${at}: ${value.length} items, wanted ${operand}`]
      : [],
  maxItems: (value, operand, { at }) =>
    Array.isArray(value) && value.length > (operand as number)
      ? [`${at}: ${value.length} items, wanted ${operand}`]
      : [],
  items: (value, operand, { root, at }) =>
    Array.isArray(value)
      ? value.flatMap((item, i) => violations(item, operand as Schema, root, `${at}[${i}]`))
      : [],
  required: (value, operand, { at }) =>
    isRecord(value)
      ? (operand as string[])
          .filter((key) => !Object.hasOwn(value, key))
          .map((key) => `${at}.${key} is missing`)
      : [],
  properties: (value, operand, { root, at }) =>
    isRecord(value)
      ? Object.entries(operand as Record<string, Schema>).flatMap(([key, rule]) =>
          Object.hasOwn(value, key) ? violations(value[key], rule, root, `${at}.${key}`) : [],
        )
      : [],
  additionalProperties: (value, operand, { root, schema, at }) => {
    const known = Object.keys((schema['properties'] ?? {}) as object);
    if (!isRecord(value)) return [];
    const others = Object.entries(value).filter(([key]) => !known.includes(key));
    return others.flatMap(([key, item]) => violations(item, operand as Schema, root, `${at}.${key}`));
  },
};

/** `#/$defs/name` only. */
function resolved(reference: string, root: Schema): Schema {
  const name = /^#\/\$defs\/(\w+)$/.exec(reference)?.[1] ?? '';
  const found = (root as { readonly $defs?: Readonly<Record<string, Schema>> }).$defs?.[name];
  if (found === undefined) throw new Error(`"${reference}" leads nowhere`);
  return found;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const typeOf = (value: unknown): string =>
  value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;

const hasType = (value: unknown, kind: string): boolean =>
  kind === 'integer' ? Number.isInteger(value) : typeOf(value) === kind;
