/** Quantized numbers for a person to read: one row an element, then what was lost. */
import type { FloatTensor, Quantizer } from '#engine/quantizers/quantizer.ts';
import { float32Text } from '#engine/words/float32Text.ts';
import { shortNumber } from '#engine/words/shortNumber.ts';
import { columns } from './columns.ts';
import { bitText } from './hexWord.ts';
import type { Quantized } from './quantized.ts';

type Cell = (index: number) => string;

export function quantizedText(
  { expression, width }: Quantizer,
  tensor: FloatTensor,
  result: Quantized,
): string {
  const { scale, range, clipped, sqnrDb } = result;
  const several = scale.length > 1;
  const shown: readonly (readonly [string, Cell])[] = [
    ...(tensor.shape.length > 1 ? [['index', indexCell] as const] : []),
    ['x', (i) => float32Text(tensor.values[i] as number)],
    ['code', (i) => String(result.codes[i])],
    ['word', (i) => bitText(result.formatAt(i).wordOf(result.codes[i] as number), width)],
    ['value', (i) => float32Text(result.values[i] as number)],
    ['error', (i) => shortNumber((result.values[i] as number) - (tensor.values[i] as number))],
    ...(several ? [['scale', (i: number) => float32Text(result.scaleAt(i))] as const] : []),
    ['', clippedCell],
  ];

  function indexCell(index: number): string {
    return `[${coordinates(index, tensor.shape).join(',')}]`;
  }
  function clippedCell(index: number): string {
    const x = tensor.values[index] as number;
    const { lowest, highest } = result.formatAt(index);
    return x < lowest || x > highest ? 'clipped' : '';
  }

  const rows = Array.from(tensor.values, (_, i) => shown.map(([, cell]) => cell(i)));
  const table = columns(
    [shown.map(([head]) => head), ...rows],
    shown.map(([head]) => (head === 'index' || head === '' ? 'left' : 'right')),
  );
  const bits = `${width} ${width === 1 ? 'bit' : 'bits'}`;
  const scales = several ? `${scale.length} scales` : `scale ${float32Text(scale[0] as number)}`;
  const title = `${expression}: ${bits}, ${scales}, range ${range.map(float32Text).join(' to ')}`;
  const noise = `SQNR ${shortNumber(sqnrDb)}${Number.isFinite(sqnrDb) ? ' dB' : ''}`;
  return `${title}\n\n${table}\n${clipped} of ${rows.length} clipped, ${noise}\n`;
}

/** Row-major. */
function coordinates(index: number, shape: readonly number[]): readonly number[] {
  let rest = index;
  const reversed = shape.toReversed().map((length) => {
    const coordinate = rest % length;
    rest = Math.floor(rest / length);
    return coordinate;
  });
  return reversed.toReversed();
}
