/** Which bits of the tensor are hit: chosen by layer bit, drawn, or as FKeras fills them, each under its name. */
import { useEffect, useId, useState } from 'react';
import { type FaultKind, type FaultSpec, readRate } from './faultSpec.ts';
import { LayerBitsField } from './LayerBitsField.tsx';
import { useNumbers } from './numbersStore.ts';
import type { PartProps } from './partProps.ts';
import { faultCount } from './tensorFaults.ts';

const KINDS: readonly { readonly kind: FaultKind; readonly label: string; readonly says: string }[] = [
  {
    kind: 'bits',
    label: 'chosen bits',
    says: 'Click bits of the word, or list layer bits. As fkeras.v3 flips them.',
  },
  { kind: 'exact', label: 'drawn: so many', says: 'round(rate × bits) different bits, each as likely.' },
  { kind: 'bernoulli', label: 'drawn: each by itself', says: 'Every bit is hit with this probability.' },
  {
    kind: 'v1',
    label: 'fill, fkeras.v1',
    says: 'From the least significant plane up. The sign plane is added as +2^(bits-1) and leaves the code space: a published quirk.',
  },
  {
    kind: 'v2',
    label: 'fill, fkeras.v2',
    says: 'The same with the sign plane as -2^(bits-1): two’s complement.',
  },
  {
    kind: 'random',
    label: 'drawn, fkeras.random',
    says: 'As published: counts one fraction bit too many, so bit 0 is half a step and the sign cannot be hit.',
  },
];

export function FaultForm({ scene, view }: PartProps) {
  const id = useId();
  const { faults, values } = scene;
  const { width } = view.system;
  const bits = values.length * width;
  const set = (next: FaultSpec) => useNumbers.getState().set({ faults: next });
  const count = faultCount(faults, values.length, width);
  const chosen = KINDS.find(({ kind }) => kind === faults.kind);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset's legend does not stand in a row
    <div role="group" className="tensor-faults" aria-label="Faults in the tensor">
      <h3 className="panel-title">Faults in the tensor</h3>
      <select
        aria-label="Which bits"
        value={faults.kind}
        onChange={(event) => {
          const kind = KINDS.find((each) => each.kind === event.target.value)?.kind;
          if (kind) set(firstOf(kind, faults, bits));
        }}
      >
        {KINDS.map(({ kind, label }) => (
          <option key={kind} value={kind}>
            {label}
          </option>
        ))}
      </select>
      {faults.kind === 'bits' ? (
        <LayerBitsField {...{ scene, view }} />
      ) : (
        <>
          <RateField spec={faults} onChange={set} />
          {'seed' in faults && (
            <button
              type="button"
              className="button"
              onClick={() => set({ ...faults, seed: (faults.seed + 1) % 2 ** 32 })}
            >
              seed {faults.seed}: draw again
            </button>
          )}
        </>
      )}
      <output className="soft" aria-describedby={id}>
        {count === null ? view.faulty.hits : count} of {bits} bits
      </output>
      <p id={id} className={view.problem === null ? 'soft' : 'field-error'} role="status">
        {view.problem ?? chosen?.says}
      </p>
    </div>
  );
}

function firstOf(kind: FaultKind, before: FaultSpec, bits: number): FaultSpec {
  const rate = 'rate' in before ? before.rate : `1/${bits}`;
  const seed = 'seed' in before ? before.seed : 1;
  switch (kind) {
    case 'bits':
      return { kind, bits: [] };
    case 'v1':
    case 'v2':
      return { kind, rate };
    case 'random':
      return { kind, rate, seed };
    case 'exact':
    case 'bernoulli':
      return { kind, first: 0, last: bits - 1, rate, seed };
  }
}

interface RateFieldProps {
  readonly spec: Exclude<FaultSpec, { readonly kind: 'bits' }>;
  readonly onChange: (spec: FaultSpec) => void;
}

function RateField({ spec, onChange }: RateFieldProps) {
  const [draft, setDraft] = useState(spec.rate);
  useEffect(() => setDraft(spec.rate), [spec.rate]);
  return (
    <label>
      <span className="soft">bit error rate </span>
      <input
        className="field short mono"
        aria-label="Bit error rate"
        aria-invalid={Number.isNaN(readRate(draft))}
        title="From 0 to 1: 0.1, 10% or a fraction such as 30/60"
        value={draft}
        onChange={(event) => {
          setDraft(event.target.value);
          const rate = event.target.value.replace(/[\s:]/g, '');
          if (!Number.isNaN(readRate(rate))) onChange({ ...spec, rate });
        }}
      />
    </label>
  );
}
