/**
 * A tensor, golden against faulty: mosaics of its cuts, legend, one cut large, the element under pointer or cursor, and a
 * table of the same. One tab stop with a keyboard cursor; the owner says which element is chosen.
 */
import { type KeyboardEvent, useMemo, useRef, useState } from 'react';
import type { View } from '#app/state/selection.ts';
import { createHoverChannel } from '#app/ui/hoverChannel.ts';
import { Legend } from '#app/ui/Legend.tsx';
import { ColourPictures } from './ColourPictures.tsx';
import { type Comparison, nextWhere } from './comparison.ts';
import type { CutFamily } from './cutFamily.ts';
import { DetailTriptych } from './DetailTriptych.tsx';
import { elementAfterKey } from './elementKeys.ts';
import { Mosaic } from './Mosaic.tsx';
import { elementSentence, ReadOut } from './ReadOut.tsx';
import { ScalarView } from './ScalarView.tsx';
import { ScaleSwitch } from './ScaleSwitch.tsx';
import { TensorFacts } from './TensorFacts.tsx';
import { cutsOf } from './tensorCuts.ts';
import type { TensorRole } from './tensorRole.ts';
import type { TensorWords } from './tensorWords.ts';

export interface TensorViewProps {
  /** Value or parameter id. */
  readonly tensor: string;
  readonly shape: readonly number[];
  readonly role: TensorRole;
  readonly comparison: Comparison;
  readonly words: TensorWords;
  readonly view: View;
  readonly site: number;
  readonly onPick: (flatIndex: number) => void;
}

export function TensorView(props: TensorViewProps) {
  const { tensor, shape, role, comparison, words, view, site, onPick } = props;
  const hover = useRef(createHoverChannel()).current;
  const [spoken, setSpoken] = useState('');
  const cuts = useMemo(() => cutsOf(shape, role), [shape, role]);
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
  const legend = (shown: View, first: boolean) => {
    const { scale, domain, counts, codes } = comparison.views[shown];
    const jump = (wanted: number) => {
      const next = nextWhere(codes.length, site, (index) => codes[index] === wanted);
      if (next !== null) onPick(next);
    };
    return <Legend {...{ scale, domain, counts }} onJump={jump} aside={first && <ScaleSwitch />} />;
  };
  const single = families.length === 0;

  // Near what is pointed at most: under the mosaics, or under the one picture.
  const readOut = <ReadOut {...{ shape, comparison, words, site, hover }} />;
  return (
    <div className="tensor-view">
      {role === 'picture' && shape.length === 3 && shape[2] === 3 && (
        <ColourPictures {...{ shape, comparison }} />
      )}
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
        {!single && (
          <>
            {legend(view, true)}
            {readOut}
          </>
        )}
        {cuts.arrangement === 'scalar' ? (
          <ScalarView comparison={comparison} />
        ) : (
          <DetailTriptych {...{ detail, comparison, site, hover, onPick }} />
        )}
        {single && (
          <>
            {legend('faulty', true)}
            {comparison.changed > 0 && legend('difference', false)}
            {readOut}
          </>
        )}
      </div>
      <div className="visually-hidden" aria-live="polite">
        {spoken}
      </div>
      <TensorFacts {...{ shape, comparison, words, onPick }} />
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
