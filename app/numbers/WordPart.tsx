/** The value's word: bits to flip, code and hexadecimal, its one-bit neighbours, and how far each flip moves it. */
import { useId, useMemo } from 'react';
import { BitStrip } from '#app/bits/BitStrip.tsx';
import { bitRow } from '#app/bits/bitRow.ts';
import { FlipChart } from '#app/bits/FlipChart.tsx';
import { FloatEquation } from '#app/bits/FloatEquation.tsx';
import { exactFloat32 } from '#app/ui/formatNumber.ts';
import { flipMagnitudes } from '#engine/formats/flipMagnitudes.ts';
import { shortNumber } from '#engine/words/shortNumber.ts';
import { bitText, hexText, isFloat } from './bitNames.ts';
import { CodeEquation } from './CodeEquation.tsx';
import { type ElementBit, NO_FAULTS, toggled } from './faultSpec.ts';
import type { NumbersScene } from './numbersScene.ts';
import { useNumbers } from './numbersStore.ts';
import type { PartProps } from './partProps.ts';
import type { FaultyTensor } from './tensorFaults.ts';

export function WordPart({ scene, view }: PartProps) {
  const id = useId();
  const { element } = scene;
  const format = view.formatAt(element);
  const golden = view.words[element] as number;
  const faulty = view.faulty.words[element] as number;
  const mask = view.faulty.masks[element] as number;
  const outside = view.faulty.outside[element] === true;
  const flips = useMemo(() => bitsOf(mask), [mask]);
  const bits = useMemo(() => bitRow(format, golden, faulty, flips), [format, golden, faulty, flips]);
  const magnitudes = useMemo(() => flipMagnitudes(format, golden), [format, golden]);
  const flip = (indices: readonly number[]) => flipBits(scene, view.faulty, indices);
  return (
    <section className="part area-word word-part" aria-labelledby={id}>
      <div className="part-head">
        <h2 className="panel-title" id={id}>
          Word
        </h2>
        <span className="mono" data-testid="word">
          {bitText(golden, format.width)}
          {mask !== 0 && (
            <span className="after"> → {outside ? 'no such word' : bitText(faulty, format.width)}</span>
          )}
        </span>
        <span className="mono soft">
          {hexText(golden, format.width)}
          {mask !== 0 && !outside && ` → ${hexText(faulty, format.width)}`}
        </span>
        {mask !== 0 && (
          <button
            type="button"
            className="button plain push"
            onClick={() => useNumbers.getState().set({ faults: NO_FAULTS })}
          >
            Undo flips
          </button>
        )}
      </div>
      <div className="word" style={{ '--word-width': format.width } as React.CSSProperties}>
        <BitStrip
          key={format.width}
          bits={bits}
          consequence={(bit) => `flips to ${shortNumber(magnitudes[bit]?.value ?? Number.NaN)}`}
          onFlip={flip}
        />
        {isFloat(format) ? (
          <p className="equation">
            <FloatEquation format={format} word={faulty} />
          </p>
        ) : (
          <CodeEquation format={format} word={faulty} />
        )}
        <FlipChart format={format} word={golden} flips={flips} onToggle={(bit) => flip([bit])} />
        <details className="neighbour-list">
          <summary>One-bit neighbours as numbers</summary>
          <ol className="mono">
            {magnitudes.toReversed().map(({ bitIndex, value, change }) => (
              <li key={bitIndex}>
                bit {bitIndex}: {exactFloat32(value)}{' '}
                <span className="soft">moved by {shortNumber(change)}</span>
              </li>
            ))}
          </ol>
        </details>
      </div>
    </section>
  );
}

/** Flips bits of the element looked at. Bits that were drawn or filled become chosen ones, where words stand for them. */
function flipBits({ faults, element }: NumbersScene, faulty: FaultyTensor, indices: readonly number[]): void {
  const chosen: readonly ElementBit[] =
    faults.kind === 'bits'
      ? faults.bits
      : Array.from(faulty.masks).flatMap((mask, i) => [...bitsOf(mask)].map((bit) => ({ element: i, bit })));
  const bits = indices.reduce((before, bit) => toggled(before, element, bit), chosen);
  useNumbers.getState().set({ faults: { kind: 'bits', bits } });
}

function bitsOf(mask: number): ReadonlySet<number> {
  return new Set(Array.from({ length: 32 }, (_, bit) => bit).filter((bit) => ((mask >>> bit) & 1) === 1));
}
