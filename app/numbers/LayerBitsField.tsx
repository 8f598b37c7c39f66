/** Chosen bits as a list in FKeras's numbering of all bits of a tensor, either way round. */
import { useEffect, useState } from 'react';
import { printLayerBits, readLayerBits } from './layerBits.ts';
import { useNumbers } from './numbersStore.ts';
import type { PartProps } from './partProps.ts';

export function LayerBitsField({ scene, view }: PartProps) {
  const { faults, values } = scene;
  const { width } = view.system;
  const [msbFirst, setMsbFirst] = useState(true);
  const [error, setError] = useState('');
  const printed = faults.kind === 'bits' ? printLayerBits(faults.bits, width, msbFirst) : '';
  const [draft, setDraft] = useState(printed);
  useEffect(() => setDraft(printed), [printed]);
  return (
    <>
      <label>
        <span className="soft">layer bits </span>
        <input
          className="field mono"
          aria-label="Layer bits"
          aria-invalid={error !== ''}
          placeholder="0, 1"
          value={draft}
          onChange={(event) => {
            setDraft(event.target.value);
            try {
              const bits = readLayerBits(event.target.value, width, values.length, msbFirst);
              setError('');
              useNumbers.getState().set({ faults: { kind: 'bits', bits } });
            } catch (problem) {
              setError(problem instanceof Error ? problem.message : String(problem));
            }
          }}
        />
      </label>
      <select
        aria-label="Order of layer bits"
        value={msbFirst ? 'msb' : 'lsb'}
        onChange={(event) => setMsbFirst(event.target.value === 'msb')}
      >
        <option value="msb">0 is the sign of element 0 (FKeras)</option>
        <option value="lsb">0 is the lowest bit of element 0</option>
      </select>
      {error !== '' && (
        <span className="field-error" role="status">
          {error}
        </span>
      )}
    </>
  );
}
