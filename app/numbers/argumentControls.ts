/**
 * Arguments of a quantizer as a form shows them: each parameter of the signature with the control that fits it. Values
 * are Python literals, printed back as the shortest expression.
 */
import { bind, printBound, type Signature } from '#engine/quantizers/parameters.ts';
import { parseExpression } from '#engine/quantizers/parseExpression.ts';
import type { Literal } from '#engine/quantizers/quantizerCall.ts';
import { QUANTIZER_SIGNATURES } from '#engine/quantizers/quantizerOf.ts';

export type Control =
  | { readonly kind: 'whole'; readonly low: number; readonly high: number }
  | { readonly kind: 'flag' }
  | { readonly kind: 'choice'; readonly options: readonly string[] }
  | { readonly kind: 'scale' }
  /** Any literal as text: a number, None, a list. */
  | { readonly kind: 'text' };

/** What most people set; the rest is a click away. */
const USUAL = new Set([
  'bits',
  'integer',
  'symmetric',
  'keep_negative',
  'alpha',
  'use_01',
  'threshold',
  'temperature',
  'negative_slope',
  'u',
  'max_value',
  'log2_rounding',
  'relu_shift',
  'relu_upper_bound',
  'use_real_tanh',
  'use_real_sigmoid',
  'quadratic_approximation',
]);

export interface Argument {
  readonly name: string;
  readonly control: Control;
  readonly value: Literal;
  readonly isDefault: boolean;
  /** Seldom set. */
  readonly isRare: boolean;
}

const FLAGS = [
  'symmetric',
  'keep_negative',
  'use_stochastic_rounding',
  'use_sigmoid',
  'use_real_tanh',
  'use_real_sigmoid',
  'use_01',
  'quadratic_approximation',
  'is_quantized_clip',
];
const CONTROLS: Readonly<Record<string, Control>> = {
  bits: { kind: 'whole', low: 1, high: 16 },
  integer: { kind: 'whole', low: -8, high: 12 },
  alpha: { kind: 'scale' },
  log2_rounding: { kind: 'choice', options: ['rnd', 'floor'] },
  ...Object.fromEntries(FLAGS.map((name) => [name, { kind: 'flag' } as const])),
};
/** Without any effect on stored codes, upstream or here: an expression may name them all the same. */
const HIDDEN = new Set(['var_name', 'use_variables', 'use_ste', 'qnoise_factor']);

/** The arguments of a quantizer's expression in upstream's order; none for other texts. Throws as `quantizerOf`. */
export function argumentsOf(expression: string, className: string): readonly Argument[] {
  const signature = QUANTIZER_SIGNATURES[className];
  if (signature === undefined) return [];
  const values = bind(parseExpression(expression), signature);
  return Object.entries(signature)
    .filter(([name]) => !HIDDEN.has(name))
    .map(([name, { fallback }]) => ({
      name,
      control: CONTROLS[name] ?? { kind: 'text' },
      value: values[name] as Literal,
      isRare: !USUAL.has(name),
      isDefault: JSON.stringify(values[name]) === JSON.stringify(fallback),
    }));
}

/** The expression with one argument replaced; whether such a quantizer exists is for `readNumberSystem` to say. */
export function withArgument(expression: string, className: string, name: string, value: Literal): string {
  const signature = QUANTIZER_SIGNATURES[className];
  if (signature === undefined) return expression;
  const values = { ...bind(parseExpression(expression), signature), [name]: value };
  return printBound(className, values, signature, leading(signature));
}

/** bits and integer stand first and without their names. */
function leading(signature: Signature<Readonly<Record<string, unknown>>>): number {
  const names = Object.keys(signature);
  return names[0] !== 'bits' ? 0 : names[1] === 'integer' ? 2 : 1;
}
