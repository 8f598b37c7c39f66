/**
 * A tensor, golden against faulty: mosaics of its cuts, legend, one cut large, the element under pointer or cursor, and a
 * table of the same. One tab stop with a keyboard cursor; the owner says which element is chosen.
 */
import { type KeyboardEvent, useMemo, useRef, useState } from 'react';
import type { View } from '#app/state/selection.ts';
import { createHoverChannel } from '#app/ui/hoverChannel.ts';
import { Legend } from '#app/ui/Legend.tsx';
import { type Comparison, nextWhere } from './comparison.ts';
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

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target !== event.currentTarget) return;
    const next = elementAfterKey(event.key, site, shape, cuts, comparison);
    if (next === null) return;
    event.preventDefault();
    event.stopPropagation();
    setSpoken(elementSentence(shape, comparison, next));
    if (next !== site) onPick(next);
  };
  const legend = (shown: View) => {
    const { scale, domain, tally, code } = comparison.views[shown];
    const jump = (wanted: number) => {
      const next = nextWhere(comparison.golden.length, site, (index) => code(index) === wanted);
      if (next !== null) onPick(next);
    };
    return <Legend {...{ scale, domain, tally }} onJump={jump} />;
  };

  // Near what is pointed at most: under the mosaics, or under the one picture.
  const readOut = <ReadOut {...{ shape, comparison, site, hover }} />;
  return (
    <div className="tensor-view">
      <div
        className="cursor-area"
        role="application"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the cursor of role=application needs the focus
        tabIndex={0}
        aria-label={`Elements of ${tensor}. Arrow keys move, Page Up and Page Down change the ${families[0]?.noun ?? 'row'}, full stop goes to the next change.`}
        onKeyDown={onKeyDown}
      >
        {families.map((family, rank) => (
          <Mosaic
            key={family.noun}
            title={familyTitle(family, families, site)}
            rank={families.length === 1 ? 'alone' : rank === 0 ? 'first' : 'second'}
            {...{ family, comparison, view, site, hover, onPick }}
          />
        ))}
        {families.length > 0 && (
          <>
            {legend(view)}
            {readOut}
          </>
        )}
        <DetailTriptych {...{ detail, comparison, site, hover, onPick }} />
        {families.length === 0 && (
          <>
            {legend('faulty')}
            {comparison.changed > 0 && legend('difference')}
            {readOut}
          </>
        )}
      </div>
      <div className="visually-hidden" aria-live="polite">
        {spoken}
      </div>
      <ElementTable {...{ shape, comparison, onPick }} />
    </div>
  );
}

/** "16 filters at input channel 1" above the first mosaic of a kernel, "6 input channels of filter 5" above the second. */
function familyTitle(family: CutFamily, families: readonly CutFamily[], site: number): string {
  const { rows, columns } = family.latticeOf(0);
  if (family.count === 1) return `${rows} units × ${columns} inputs, one unit a row`;
  const other = families.find((each) => each !== family);
  const own = `${family.count} ${family.noun}s`;
  if (!other) return own;
  return `${own} ${family === families[0] ? 'at' : 'of'} ${other.noun} ${other.tileOf(site)}`;
}
