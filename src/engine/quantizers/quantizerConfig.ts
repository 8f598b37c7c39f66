/**
 * Quantizers as Keras saves them: `{class_name, config}`, where Keras 3 adds `module` and `registered_name`
 * and packages write `qkeras>quantized_bits`. In a layer's config a missing quantizer is null, and a plain
 * text is an expression.
 */
import { LabError } from '../labError.ts';
import { parseExpression } from './parseExpression.ts';
import { type Literal, printLiteral, type QuantizerCall } from './quantizerCall.ts';

/** Null where there is no quantizer: null, or the text `None`. Throws LabError 'bad-argument'. */
export function readQuantizerCall(source: unknown): QuantizerCall | null {
  if (source === null || source === undefined) return null;
  if (typeof source === 'string') return source.trim() === 'None' ? null : parseExpression(source);
  if (!isRecord(source)) throw malformed(source, 'a text or an object {class_name, config}');
  const { class_name: className, config } = source;
  if (typeof className !== 'string') throw malformed(source, 'class_name to be a text');
  if (config !== undefined && !isRecord(config)) throw malformed(source, 'config to be an object');
  const named = Object.entries(config ?? {}).map(([name, value]): [string, Literal] => {
    if (!isLiteral(value))
      throw malformed(source, `config.${name} to be a number, a text, true, false, null or a list`);
    return [name, value];
  });
  return { className: className.replace(/^.*>/, ''), positional: [], named: new Map(named) };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isLiteral(value: unknown): value is Literal {
  if (value === null || ['number', 'boolean', 'string'].includes(typeof value)) return true;
  return Array.isArray(value) && value.every(isLiteral);
}

function malformed(source: unknown, wanted: string): LabError {
  const text = JSON.stringify(source) ?? String(source);
  const got = text.length > 80 ? `${text.slice(0, 80)}...` : text;
  return new LabError('bad-argument', `Quantizer ${got}: wanted ${wanted}.`, { got, wanted });
}

/** For messages: the call as text, `quantized_bits(5,1,alpha=1)`. */
export function printCall({ className, positional, named }: QuantizerCall): string {
  const pairs = [...named].map(([name, value]) => `${name}=${printLiteral(value)}`);
  return `${className}(${[...positional.map(printLiteral), ...pairs].join(',')})`;
}
