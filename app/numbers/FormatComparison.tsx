/** Formats side by side on the same value and tensor, the same bit flipped in each; what "the same" means is said. */
import { useDeferredValue, useId, useMemo, useState } from 'react';
import { exactFloat32 } from '#app/ui/formatNumber.ts';
import { Segmented } from '#app/ui/Segmented.tsx';
import { shortNumber } from '#engine/words/shortNumber.ts';
import { SAME_BITS } from './bitNames.ts';
import { type ComparedFormat, comparison } from './comparison.ts';
import { readNumberSystem } from './numberSystem.ts';
import type { NumbersScene } from './numbersScene.ts';
import { useNumbers } from './numbersStore.ts';
import { WordCells } from './WordCells.tsx';

export function FormatComparison({ scene }: { readonly scene: NumbersScene }) {
  const id = useId();
  const deferred = useDeferredValue(scene);
  const rows = useMemo(() => comparison(deferred), [deferred]);
  const { set } = useNumbers.getState();
  const says = SAME_BITS.find(({ value }) => value === scene.sameBit)?.says;
  return (
    <section className="part area-beside" aria-labelledby={id}>
      <div className="part-head">
        <h2 className="panel-title" id={id}>
          Formats side by side
        </h2>
        <span className="soft">flipped:</span>
        <Segmented
          label="The same bit"
          options={SAME_BITS}
          value={scene.sameBit}
          onChange={(sameBit) => set({ sameBit })}
        />
      </div>
      <p className="soft">{says}</p>
      <div className="tensor-box">
        <table className="tensor-table beside">
          <thead>
            <tr>
              <th scope="col">format</th>
              <th scope="col">word</th>
              <th scope="col">stored</th>
              <th scope="col">flipped</th>
              <th scope="col">moved by</th>
              <th scope="col">tensor: mean move</th>
              <th scope="col">SQNR</th>
              <th scope="col">clipped</th>
              <th scope="col">words used</th>
              <th scope="col">
                <span className="visually-hidden">Remove</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row, place) => (
              <tr key={row.expression} className={place === 0 ? 'chosen' : ''}>
                <th scope="row">
                  <button
                    type="button"
                    className="element mono"
                    onClick={() => set({ system: row.expression })}
                  >
                    {row.expression}
                  </button>
                </th>
                {row.kind === 'refused' ? (
                  <td colSpan={8} className="soft">
                    {row.problem}
                  </td>
                ) : (
                  <Cells row={row} count={deferred.values.length} />
                )}
                <td>
                  {place > 0 && (
                    <button
                      type="button"
                      className="button plain icon-button"
                      aria-label={`Remove ${row.expression}`}
                      onClick={() => set({ beside: scene.beside.filter((each) => each !== row.expression) })}
                    >
                      ×
                    </button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <AddFormat beside={scene.beside} />
    </section>
  );
}

function Cells({ row, count }: { readonly row: ComparedFormat; readonly count: number }) {
  const { format, word, stored, flip, cost } = row;
  return (
    <>
      <td>
        <WordCells format={format} word={word} flipped={flip?.bitIndex ?? null} />
      </td>
      <td className="mono">{exactFloat32(stored)}</td>
      <td className="mono after">{flip ? exactFloat32(flip.value) : 'no such bit'}</td>
      <td className="mono">{flip ? shortNumber(Math.abs(flip.value - stored)) : '-'}</td>
      <td className="mono">{flip ? moveText(flip.tensor) : '-'}</td>
      <td className="mono">
        {Number.isNaN(cost.sqnrDb)
          ? '-'
          : cost.sqnrDb === Infinity
            ? 'exact'
            : `${cost.sqnrDb.toFixed(1)} dB`}
      </td>
      <td className="mono">{((100 * cost.clipped) / count).toFixed(1)} %</td>
      <td className="mono">{cost.wordsUsed}</td>
    </>
  );
}

function moveText({
  meanChange,
  becomesInfinite,
  becomesNaN,
}: NonNullable<ComparedFormat['flip']>['tensor']): string {
  const lost = becomesInfinite + becomesNaN;
  return `${shortNumber(meanChange)}${lost === 0 ? '' : `, ${lost} not finite`}`;
}

function AddFormat({ beside }: { readonly beside: readonly string[] }) {
  const [text, setText] = useState('');
  const [error, setError] = useState('');
  const add = () => {
    try {
      const { expression } = readNumberSystem(text);
      useNumbers.getState().set({ beside: [...beside.filter((each) => each !== expression), expression] });
      setText('');
      setError('');
    } catch (problem) {
      setError(problem instanceof Error ? problem.message : String(problem));
    }
  };
  return (
    <form
      className="add-format"
      onSubmit={(event) => {
        event.preventDefault();
        add();
      }}
    >
      <input
        className="field mono"
        aria-label="Add a format to compare"
        placeholder="int4, float8_e5m2, quantized_po2(4), ..."
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <button type="submit" className="button" disabled={text.trim() === ''}>
        Add
      </button>
      <span className="field-error" role="status">
        {error}
      </span>
    </form>
  );
}
