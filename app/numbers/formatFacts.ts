/** What there is to know of a fitted format: words, ends, steps, scale. */
import { powerOfTwo } from '#engine/formats/powerOfTwo.ts';
import { isFloat } from './bitNames.ts';
import type { NumbersView } from './numbersView.ts';

export interface Fact {
  readonly name: string;
  readonly value: string;
}

/** Of the format of one element; `print` writes a value. */
export function formatFacts(
  { fitted, formatAt, system }: NumbersView,
  element: number,
  print: (value: number) => string,
): readonly Fact[] {
  const format = formatAt(element);
  const facts: Fact[] = [
    { name: 'word', value: `${system.width} bit${system.width === 1 ? '' : 's'}` },
    { name: 'words', value: system.width > 16 ? `2^${system.width}` : String(powerOfTwo(system.width)) },
  ];
  if (isFloat(format)) {
    const largest = format.decode(format.hasInfinity ? format.infinity - 1 : format.infinity);
    facts.push(
      { name: 'range', value: `±${print(largest)}` },
      { name: 'least above 0', value: print(format.decode(1)) },
      { name: 'above 1 by', value: print(format.decode(format.encode(1) + 1) - 1) },
    );
  } else if ('lowest' in format && 'highest' in format) {
    facts.push({
      name: 'range',
      value: `${print(format.lowest as number)} to ${print(format.highest as number)}`,
    });
  }
  if (fitted.scale !== null) {
    const { scale, groups } = fitted;
    const own = print(scale[groups.of(element)] as number);
    facts.push({ name: 'scale', value: groups.count === 1 ? own : `${own}, one of ${groups.count}` });
  }
  return facts;
}
