/**
 * The elements that an index names in a tensor of known shape: flat row-major indices, ascending, without the
 * batch axis.
 */
import { LabError } from '../labError.ts';
import type { AxisIndex, SiteIndex } from './fault.ts';
import { printIndex } from './print.ts';

/**
 * `shape` is without the batch axis; a scalar is `[]` and is named by `[]` or `[#0]`. `where` names the
 * tensor in messages. Throws LabError 'unknown-site' if rank or range do not fit.
 */
export function resolveIndices(index: SiteIndex, shape: readonly number[], where: string): Int32Array {
  const site = `${where}[${printIndex(index)}]`;
  const refuse = (got: string, wanted: string): never => {
    const message = `${site}: got ${got}, wanted ${wanted}. ${where} has shape [${shape.join(',')}].`;
    throw new LabError('unknown-site', message, { site, shape, got, wanted });
  };
  const size = shape.reduce((product, length) => product * length, 1);
  if (index.kind === 'flat') {
    if (index.at >= size) refuse(`flat index ${index.at}`, `one below ${size}`);
    return Int32Array.of(index.at);
  }
  if (index.axes.length !== shape.length) {
    const wanted =
      shape.length === 0 ? 'none, it is a scalar' : `${shape.length}, one per axis, without the batch axis`;
    refuse(`${index.axes.length} coordinates`, wanted);
  }
  let flat = Int32Array.of(0);
  index.axes.forEach((axis, k) => {
    const length = shape[k] as number;
    const [from, to] = span(axis, length);
    if (to > length) {
      const got = axis.kind === 'range' ? `${from}:${to}` : String(from);
      refuse(`${got} on axis ${k}`, `numbers below ${length} there`);
    }
    const next = new Int32Array(flat.length * (to - from));
    let count = 0;
    for (const base of flat) for (let at = from; at < to; at++) next[count++] = base * length + at;
    flat = next;
  });
  return flat;
}

/** First element and the one after the last. */
function span(axis: AxisIndex, length: number): readonly [number, number] {
  switch (axis.kind) {
    case 'at':
      return [axis.at, axis.at + 1];
    case 'range':
      return [axis.from, axis.to];
    case 'all':
      return [0, length];
  }
}
