/** One value seen closely: what is stored, what it costs, where it lies among the levels, and the curve that led there. */
import { useId } from 'react';
import { exactFloat32 } from '#app/ui/formatNumber.ts';
import { Segmented } from '#app/ui/Segmented.tsx';
import { shortNumber } from '#engine/words/shortNumber.ts';
import { hexText } from './bitNames.ts';
import { NumberPlot } from './NumberPlot.tsx';
import type { AxisKind } from './numbersScene.ts';
import { setElement, useNumbers } from './numbersStore.ts';
import { isClipped, type NumbersView } from './numbersView.ts';
import type { PartProps } from './partProps.ts';
import { ValueField } from './ValueField.tsx';

const AXES: readonly { readonly value: AxisKind; readonly label: string }[] = [
  { value: 'linear', label: 'linear' },
  { value: 'log', label: 'by size' },
];

export function ValuePart({ scene, view }: PartProps) {
  const id = useId();
  const { element } = scene;
  const value = scene.values[element] ?? Number.NaN;
  return (
    <section className="part area-value" aria-labelledby={id}>
      <div className="part-head">
        <h2 className="panel-title" id={id}>
          Value
        </h2>
        <ValueField value={value} onChange={(next) => setElement(scene, element, next)} />
        <span className="soft">{scene.values.length > 1 ? `element ${element} of the tensor` : ''}</span>
        <span className="push" />
        <Segmented
          label="Axis"
          options={AXES}
          value={scene.axis}
          onChange={(axis) => useNumbers.getState().set({ axis })}
        />
      </div>
      <ValueCosts scene={scene} view={view} />
      <NumberPlot scene={scene} view={view} />
    </section>
  );
}

function ValueCosts({ scene, view }: PartProps) {
  const { element } = scene;
  const value = scene.values[element] as number;
  const stored = view.stored[element] as number;
  const format = view.formatAt(element);
  const faulty = view.faulty.values[element] as number;
  const hit = view.faulty.integerMasks[element] !== 0;
  const clipped = isClipped(value, stored, format);
  const word = view.words[element] as number;
  const error = stored - value;
  return (
    <dl className="costs">
      <div>
        <dd className="mono" data-testid="stored">
          {exactFloat32(stored)}
        </dd>
        <dt>stored</dt>
      </div>
      <div>
        <dd className="mono">{codeText(format, word)}</dd>
        <dt>{'codeOf' in format ? 'code' : 'word'}</dt>
      </div>
      <div>
        <dd className="mono">{Number.isNaN(error) ? '-' : shortNumber(error)}</dd>
        <dt>quantization error</dt>
      </div>
      <div>
        <dd>{clipped ? 'yes' : 'no'}</dd>
        <dt>clipped</dt>
      </div>
      <div className={hit ? 'hit' : ''}>
        <dd className="mono" data-testid="faulty">
          {hit ? exactFloat32(faulty) : '-'}
        </dd>
        <dt>
          {hit ? `after its flips, moved by ${shortNumber(Math.abs(faulty - stored))}` : 'no bit flipped'}
        </dt>
      </div>
    </dl>
  );
}

/** The integer of a code, the word of a float. */
function codeText(format: ReturnType<NumbersView['formatAt']>, word: number): string {
  return 'codeOf' in format
    ? String((format.codeOf as (word: number) => number)(word))
    : hexText(word, format.width);
}
