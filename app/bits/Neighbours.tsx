/**
 * The next words of the format, up and down, as buttons that put them in this word's place. At the end of the line what
 * the bit under the pointer stands for (wordHover.ts).
 */
import { exactFloat32 } from '#app/ui/formatNumber.ts';
import type { WordModel } from './wordModel.ts';

export interface NeighboursProps {
  readonly model: WordModel;
  readonly word: number;
  readonly onSet: (word: number) => void;
}

export function Neighbours({ model, word, onSet }: NeighboursProps) {
  return (
    <fieldset className="neighbours" aria-label="Replace the word by a neighbour, one step of this format">
      <span className="neighbour-word">next</span>
      {(['below', 'above'] as const).map((side) => {
        const next = model.next(word, side);
        const none = next === word;
        const value = none ? 'none' : exactFloat32(model.decode(next));
        return (
          <button
            key={side}
            type="button"
            className="neighbour"
            disabled={none}
            aria-label={`next number ${side}: ${value}`}
            title={`The next number ${side} in ${model.name}`}
            onClick={() => onSet(next)}
          >
            <span className="neighbour-arrow">{side === 'below' ? '↓' : '↑'}</span> {value}
          </button>
        );
      })}
      <span className="bit-term" aria-hidden="true" />
    </fieldset>
  );
}
