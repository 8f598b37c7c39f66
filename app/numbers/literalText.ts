/** A Python literal by itself, as an argument's field holds it. */
import { parseExpression } from '#engine/quantizers/parseExpression.ts';
import type { Literal } from '#engine/quantizers/quantizerCall.ts';

/** `None`, `0.5`, `'auto'`, `[1,2]`; undefined for what is no literal. */
export function readLiteralText(text: string): Literal | undefined {
  if (text.trim() === '') return undefined;
  try {
    const { positional, named } = parseExpression(`literal(${text})`);
    return positional.length === 1 && named.size === 0 ? positional[0] : undefined;
  } catch {
    return undefined;
  }
}
