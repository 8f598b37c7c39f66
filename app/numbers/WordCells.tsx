/** A word as small coloured digits: field by colour and, for the ear, by letter; the flipped bit outlined. */
import { fieldOf, type WordFormat } from '#engine/formats/format.ts';
import { bitText } from './bitNames.ts';

interface WordCellsProps {
  readonly format: WordFormat;
  readonly word: number;
  readonly flipped: number | null;
}

export function WordCells({ format, word, flipped }: WordCellsProps) {
  const digits = bitText(word, format.width);
  const letters = Array.from(digits, (_, k) => fieldOf(format, format.width - 1 - k).letter).join('');
  return (
    <span className="word-cells mono" role="img" aria-label={`${digits}, fields ${letters}`}>
      {Array.from(digits, (digit, k) => {
        const bit = format.width - 1 - k;
        return (
          <span key={bit} className={bit === flipped ? 'flipped' : ''} data-field={fieldOf(format, bit).name}>
            {digit}
          </span>
        );
      })}
    </span>
  );
}
