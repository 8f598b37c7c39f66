/** A small tensor under the same format: pasted numbers, what they cost, faults in any of their bits. */
import { useEffect, useId, useRef, useState } from 'react';
import { shortNumber } from '#engine/words/shortNumber.ts';
import { FaultForm } from './FaultForm.tsx';
import { useNumbers } from './numbersStore.ts';
import type { PartProps } from './partProps.ts';
import { TensorFlips } from './TensorFlips.tsx';
import { TensorTable } from './TensorTable.tsx';
import { fullShape, nestedShape, printValue, readShape, readValues } from './tensorText.ts';

export function TensorPart({ scene, view }: PartProps) {
  const id = useId();
  const { sqnrDb, clipped, largestError, wordsUsed } = view.cost;
  const count = scene.values.length;
  const costs = [
    {
      value: Number.isNaN(sqnrDb) ? '-' : sqnrDb === Infinity ? 'exact' : `${sqnrDb.toFixed(1)} dB`,
      name: 'SQNR',
    },
    { value: `${((100 * clipped) / count).toFixed(1)} %`, name: `clipped, ${clipped} of ${count}` },
    { value: shortNumber(largestError), name: 'largest error' },
    {
      value: `${wordsUsed}${view.system.width <= 16 ? ` of ${2 ** view.system.width}` : ''}`,
      name: 'words used',
    },
  ];
  return (
    <section className="part area-tensor" aria-labelledby={id}>
      <div className="part-head">
        <h2 className="panel-title" id={id}>
          Tensor
        </h2>
        <span className="soft">
          {count} number{count === 1 ? '' : 's'}, shape {scene.shape.join(' × ')}
        </span>
        <span className="push" />
        <button
          type="button"
          className="button plain"
          onClick={() => useNumbers.getState().set({ values: scene.values.map((value) => -value) })}
        >
          Negate
        </button>
      </div>
      <TensorFields values={scene.values} shape={scene.shape} />
      <dl className="costs">
        {costs.map(({ value, name }) => (
          <div key={name}>
            <dd className="mono">{value}</dd>
            <dt>{name}</dt>
          </div>
        ))}
      </dl>
      <FaultForm scene={scene} view={view} />
      <TensorFlips words={view.words} formatAt={view.formatAt} />
      <TensorTable scene={scene} view={view} />
    </section>
  );
}

interface TensorFieldsProps {
  readonly values: readonly number[];
  readonly shape: readonly number[];
}

/** Takes what reads at once; what does not stays as it is typed and says why. */
function TensorFields({ values, shape }: TensorFieldsProps) {
  const errorId = useId();
  const printed = values.map(printValue).join(', ');
  const printedShape = shape.join(',');
  const [text, setText] = useState(printed);
  const [shapeText, setShapeText] = useState(printedShape);
  const [error, setError] = useState('');
  useEffect(() => setText(printed), [printed]);
  useEffect(() => setShapeText(printedShape), [printedShape]);
  const shapeBefore = useRef(shape);
  const attempt = (change: () => void) => {
    try {
      change();
      setError('');
    } catch (problem) {
      setError(problem instanceof Error ? problem.message : String(problem));
    }
  };
  const takeValues = (next: string) =>
    attempt(() => {
      const numbers = readValues(next);
      const nested = nestedShape(next);
      // While a tensor is typed anew its count changes; with the count its shape comes back.
      const before = shapeBefore.current;
      const kept = numbers.length === sizeOf(before) ? before : [numbers.length];
      const { element } = useNumbers.getState().scene;
      useNumbers.getState().set({
        values: numbers,
        shape: nested !== null && nested.length > 1 ? nested : kept,
        element: Math.min(element, numbers.length - 1),
      });
    });
  const rest = () => {
    if (error === '') setText(printed);
  };
  return (
    <div className="tensor-fields">
      <textarea
        className="field mono"
        aria-label="Numbers of the tensor"
        aria-describedby={errorId}
        rows={2}
        spellCheck={false}
        onFocus={() => {
          shapeBefore.current = shape;
        }}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          takeValues(event.target.value);
        }}
        onBlur={rest}
      />
      <label>
        <span className="soft">shape </span>
        <input
          className="field short mono"
          aria-label="Shape"
          aria-describedby={errorId}
          value={shapeText}
          onChange={(event) => {
            setShapeText(event.target.value);
            attempt(() =>
              useNumbers.getState().set({ shape: fullShape(readShape(event.target.value), values.length) }),
            );
          }}
        />
      </label>
      <p id={errorId} className="field-error" role="status">
        {error}
      </p>
    </div>
  );
}

const sizeOf = (shape: readonly number[]): number => shape.reduce((product, length) => product * length, 1);
