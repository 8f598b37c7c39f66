/**
 * A quantizer as it is written, before anybody asks whether such a quantizer exists: a name and Python
 * literals. `null` is Python's None.
 */
export type Literal = number | boolean | string | null | readonly Literal[];

export interface QuantizerCall {
  readonly className: string;
  readonly positional: readonly Literal[];
  readonly named: ReadonlyMap<string, Literal>;
}

/** As Python writes it: None, True, 'auto', [1,2]; numbers as short as they read back. */
export function printLiteral(value: Literal): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'string') return `'${value}'`;
  if (typeof value === 'number') return String(value);
  return `[${value.map(printLiteral).join(',')}]`;
}
