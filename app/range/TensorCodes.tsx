/**
 * The words of the tensor's format with their values, the chosen element's marked: its bits flip where they stand, and any
 * other word can be put in its place. Either is a fault with the code word.
 */
import { useRef } from 'react';
import { type OpenWord, useOpenWord } from '#app/bits/openWord.ts';
import { readNumberSystem } from '#app/numbers/numberSystem.ts';
import { printNumbersAddress } from '#app/numbers/numbersAddress.ts';
import { FIRST_NUMBERS } from '#app/numbers/numbersScene.ts';
import { WordTable } from '#app/numbers/WordTable.tsx';
import { withFlippedBit } from '#app/state/flipFault.ts';
import { useScene } from '#app/state/scene.ts';
import { useSelection } from '#app/state/selection.ts';
import { formatAt } from '#engine/formats/groupedFormat.ts';
import { FLOAT32, needsData, readStorageSpec } from '#engine/storage/storageSpec.ts';
import type { TensorStorage } from '#engine/storage/tensorStorage.ts';

interface TensorCodesProps {
  readonly tensor: string;
  readonly storage: TensorStorage;
}

/** While a range is dragged the table stands still: hundreds of rows a frame would hold up the drag. */
export function TensorCodes(now: TensorCodesProps) {
  const open = useOpenWord();
  const dragged = useScene(({ stroke }) => stroke !== 'none');
  const held = useRef({ open, now });
  if (!dragged) held.current = { open, now };
  const { open: word, now: shown } = held.current;
  if (!word || word.tensor !== shown.tensor || word.stale || word.model.width > 16) return null;
  const { tensor } = shown;
  return (
    <div className="range-codes">
      <p className="soft">
        The word of{' '}
        <code>
          {tensor}[{word.indexText}]
        </code>
        : flip its bits here, or take another word.{' '}
        <a href={numbersLink(shown.storage, word)}>This number by itself</a>
      </p>
      <WordTable
        words={formatAt(shown.storage, word.site)}
        golden={word.golden}
        faulty={word.faulty}
        onPick={(row) => flip(word, bitsOf((word.faulty ^ row.word) >>> 0))}
        onFlip={(bit) => flip(word, [bit])}
      />
    </div>
  );
}

/** The page of numbers with what is stored here, under the very scale of its group. */
function numbersLink({ text, metadata, groups }: TensorStorage, { site, golden, model }: OpenWord): string {
  const spec = readStorageSpec(text);
  const group = groups.of(site);
  const scale = metadata?.scale[group];
  const system =
    spec.kind === 'affine' && scale !== undefined
      ? `${spec.affine.signed ? '' : 'u'}int${spec.affine.width}(${scale},${metadata?.zero?.[group] ?? 0})`
      : needsData(spec)
        ? FLOAT32
        : text;
  const values = [model.decode(golden)];
  return printNumbersAddress({
    ...FIRST_NUMBERS,
    system: readNumberSystem(system).expression,
    values,
    shape: [1],
  });
}

/** However many bits, one entry of the history. */
function flip({ tensor, site, indexText }: OpenWord, bits: readonly number[]): void {
  useSelection.getState().pickSite(tensor, site);
  const { scene, setFaults } = useScene.getState();
  setFaults(bits.reduce((list, bit) => withFlippedBit(list, `${tensor}[${indexText}]`, bit), scene.faults));
}

function bitsOf(mask: number): readonly number[] {
  return Array.from({ length: 32 }, (_, bit) => bit).filter((bit) => ((mask >>> bit) & 1) === 1);
}
