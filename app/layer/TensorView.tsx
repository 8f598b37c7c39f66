/**
 * A tensor, golden against faulty: mosaics of its cuts, legend, one cut large, the element under pointer or cursor, and a
 * table of the same. One tab stop with a keyboard cursor; the owner says which element is chosen.
 */
import { type KeyboardEvent, useMemo, useRef, useState } from 'react';
import { createHoverChannel } from '#app/ui/hoverChannel.ts';
import { Legend } from '#app/ui/Legend.tsx';
import { type Comparison, nextWhere, type View } from './comparison.ts';
import { DetailTriptych } from './DetailTriptych.tsx';
import { ElementTable } from './ElementTable.tsx';
import { elementAfterKey } from './elementKeys.ts';
import { Mosaic } from './Mosaic.tsx';
import { elementSentence, ReadOut } from './ReadOut.tsx';
import { type CutFamily, cutsOf } from './tensorCuts.ts';

export interface TensorViewProps {
  /** Value or parameter id. */
  readonly tensor: string;
  readonly shape: readonly number[];
  readonly parameter: boolean;
  readonly comparison: Comparison;
  readonly view: View;
  readonly site: number;
  readonly onPick: (flatIndex: number) => void;
}

export function TensorView({ tensor, shape, parameter, comparison, view, site, onPick }: TensorViewProps) {
  const hover = useRef(createHoverChannel()).current;
  const [spoken, setSpoken] = useState('');
  const cuts = useMemo(() => cutsOf(shape, parameter), [shape, parameter]);
  const families = useMemo(() => cuts.familiesAt(site), [cuts, site]);
  const detail = useMemo(() => cuts.detailAt(site), [cuts, site]);
  const paint = comparison.views[view];

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target !== event.currentTarget) return;
    const next = elementAfterKey(event.key, site, shape, cuts, comparison);
    if (next === null) return;
    event.preventDefault();
    event.stopPropagation();
    setSpoken(elementSentence(shape, comparison, next));
    if (next !== site) onPick(next);
  };
  const jump = (code: number) => {
    const next = nextWhere(comparison.golden.length, site, (index) => paint.code(index) === code);
    if (next !== null) onPick(next);
  };

  return (
    <div className="tensor-view">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the cursor of role=application needs the focus */}
      <div
        className="cursor-area"
        role="application"
        tabIndex={0}
        aria-label={`Elements of ${tensor}. Arrow keys move, Page Up and Page Down change the ${families[0]?.noun ?? 'row'}, full stop goes to the next change.`}
        onKeyDown={onKeyDown}
      >
        {families.map((family) => (
          <div key={family.noun} className="family">
            {families.length > 1 && <div className="family-name">{familyTitle(family, families, site)}</div>}
            <Mosaic {...{ family, comparison, view, site, hover, onPick }} />
          </div>
        ))}
        <DetailTriptych {...detail} {...{ comparison, site, hover, onPick }} />
      </div>
      <Legend scale={paint.scale} domain={paint.domain} tally={paint.tally} onJump={jump} />
      <ReadOut {...{ shape, comparison, site, hover }} />
      <div className="visually-hidden" aria-live="polite">
        {spoken}
      </div>
      <ElementTable {...{ shape, comparison, onPick }} />
    </div>
  );
}

/** "16 filters, input channel 1" above the first mosaic of a kernel, "filter 5, 6 input channels" above the second. */
function familyTitle(family: CutFamily, families: readonly CutFamily[], site: number): string {
  const other = families.find((each) => each !== family);
  const own = `${family.count} ${family.noun}s`;
  if (!other) return own;
  const fixed = `${other.noun} ${other.tileOf(site)}`;
  return family === families[0] ? `${own}, at ${fixed}` : `${own} of ${fixed}`;
}
