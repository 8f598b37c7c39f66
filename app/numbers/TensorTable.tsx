/** The tensor element by element: as given, as stored, its word, the mask of its faults, and what comes of them. */
import { exactFloat32, formatCount } from '#app/ui/formatNumber.ts';
import { bitText } from './bitNames.ts';
import { useNumbers } from './numbersStore.ts';
import { isClipped } from './numbersView.ts';
import type { PartProps } from './partProps.ts';
import { printValue } from './tensorText.ts';

const MOST_ROWS = 256;

export function TensorTable({ scene, view }: PartProps) {
  const { values, shape } = scene;
  const rows = Math.min(values.length, MOST_ROWS);
  const isCode = 'codeOf' in view.formatAt(0);
  return (
    <div className="tensor-box">
      <table className="tensor-table">
        <thead>
          <tr>
            <th scope="col">element</th>
            <th scope="col">given</th>
            <th scope="col">stored</th>
            {isCode && <th scope="col">code</th>}
            <th scope="col">word</th>
            <th scope="col">mask</th>
            <th scope="col">faulty word</th>
            <th scope="col">faulty</th>
          </tr>
        </thead>
        <tbody className="mono">
          {Array.from({ length: rows }, (_, i) => (
            <Row key={coordinates(i, shape)} {...{ scene, view, index: i, isCode }} />
          ))}
        </tbody>
      </table>
      {values.length > rows && (
        <p className="soft">
          The first {rows} of {formatCount(values.length)}; all are counted above.
        </p>
      )}
    </div>
  );
}

interface RowProps extends PartProps {
  readonly index: number;
  readonly isCode: boolean;
}

function Row({ scene, view, index, isCode }: RowProps) {
  const { values, shape, element } = scene;
  const format = view.formatAt(index);
  const word = view.words[index] as number;
  const given = values[index] as number;
  const stored = view.stored[index] as number;
  const mask = view.faulty.integerMasks[index] as number;
  const outside = view.faulty.outside[index] === true;
  const name = coordinates(index, shape);
  return (
    <tr className={index === element ? 'chosen' : ''} aria-current={index === element ? 'true' : undefined}>
      <th scope="row">
        <button
          type="button"
          className="element"
          aria-pressed={index === element}
          aria-label={`Element ${name}`}
          onClick={() => useNumbers.getState().set({ element: index })}
        >
          [{name}]
        </button>
      </th>
      <td>{printValue(given)}</td>
      <td data-column="stored">
        {exactFloat32(stored)}
        {isClipped(given, stored, format) && <span className="clipped"> clipped</span>}
      </td>
      {isCode && <td>{(format as unknown as { codeOf(word: number): number }).codeOf(word)}</td>}
      <td>{bitText(word, format.width)}</td>
      <td data-column="mask">{mask}</td>
      <td className={mask === 0 ? '' : 'after'}>
        {outside ? 'no such word' : bitText(view.faulty.words[index] as number, format.width)}
      </td>
      <td data-column="faulty" className={mask === 0 ? '' : 'after'}>
        {exactFloat32(view.faulty.values[index] as number)}
        {outside && <span className="visually-hidden"> outside the code space</span>}
      </td>
    </tr>
  );
}

/** `1,0,2` */
function coordinates(index: number, shape: readonly number[]): string {
  const places: number[] = [];
  let rest = index;
  for (const size of shape.toReversed()) {
    places.unshift(rest % size);
    rest = Math.floor(rest / size);
  }
  return places.join(',');
}
