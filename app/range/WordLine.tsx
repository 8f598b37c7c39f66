/** The chosen element on the number line: what is stored, its one-bit neighbours, and the jump that its flips make. */
import { useMemo } from 'react';
import { useOpenWord } from '#app/bits/openWord.ts';
import { axisOf, ticks } from '#app/numbers/axis.ts';
import { JumpPicture } from '#app/numbers/JumpPicture.tsx';
import { levelColumns } from '#app/numbers/levelColumns.ts';
import { useWidth } from '#app/ui/useWidth.ts';
import { layoutOf } from '#engine/formats/groupedFormat.ts';
import type { StorageCost } from './storageCost.ts';

const HEIGHT = 84;

export function WordLine({ tensor, cost }: { readonly tensor: string; readonly cost: StorageCost }) {
  const word = useOpenWord();
  const [host, width] = useWidth<HTMLDivElement>();
  const { lowest, highest } = cost;
  const axis = useMemo(() => {
    const air = (highest - lowest || 1) * 0.06;
    return axisOf('linear', { low: lowest - air, high: highest + air }, Math.max(width, 1));
  }, [lowest, highest, width]);
  const levels = useMemo(() => levelColumns(layoutOf(cost.storage), axis), [cost, axis]);
  if (!word || word.tensor !== tensor || word.model.rule.kind === 'float') return null;
  const { model, golden, faulty } = word;
  const stored = model.decode(golden);
  return (
    <div ref={host}>
      {width > 0 && (
        <JumpPicture
          {...{ axis, levels, stored }}
          marks={ticks(axis, 56)}
          value={stored}
          faulty={golden === faulty ? null : model.decode(faulty)}
          format={model}
          word={golden}
          height={HEIGHT}
        />
      )}
    </div>
  );
}
