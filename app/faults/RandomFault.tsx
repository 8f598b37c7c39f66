/** A random fault: one press draws the next of the seed; the seed is in sight and can be typed, kept or drawn anew. */
import { useMemo, useState } from 'react';
import { runCommand } from '#app/commands/registry.ts';
import { POPULATIONS, type Population, readSeed, useFaultDraw } from '#app/state/faultDraw.ts';
import { useGraph } from '#app/state/lab.ts';
import { useScene } from '#app/state/scene.ts';
import { formatCount } from '#app/ui/formatNumber.ts';
import { Popover } from '#app/ui/Popover.tsx';
import { Segmented } from '#app/ui/Segmented.tsx';
import { bitsOf, populationTensors } from './randomFault.ts';

const NAMES: Readonly<Record<Population, string>> = {
  weights: 'Weights',
  activations: 'Activations',
  both: 'Both',
};

export function RandomFault() {
  const seed = useFaultDraw((state) => state.seed);
  return (
    <div className="random-fault">
      <button type="button" className="button" onClick={() => runCommand('faults.random')}>
        Random fault
      </button>
      <Popover
        id="fault-seed"
        label={`Seed ${seed}, and what is drawn from`}
        button={<span className="mono">seed {seed}</span>}
        buttonClass="button plain"
        title="Random faults"
      >
        <Draw />
      </Popover>
    </div>
  );
}

function Draw() {
  const { seed, drawn, population } = useFaultDraw();
  const graph = useGraph();
  const any = useScene((state) => state.scene.faults.length > 0);
  const storage = useScene((state) => state.scene.storage);
  const bits = useMemo(
    () => (graph ? bitsOf(populationTensors(graph, population, storage)) : 0),
    [graph, population, storage],
  );
  return (
    <div className="random-draw">
      <p>
        One bit of <b>{formatCount(bits)}</b>, each as likely. The seed stands in the link: the same seed
        draws the same faults everywhere.
      </p>
      <Segmented
        label="Drawn from"
        options={POPULATIONS.map((value) => ({ value, label: NAMES[value] }))}
        value={population}
        onChange={(next) => useFaultDraw.setState({ population: next })}
      />
      <SeedField key={seed} seed={seed} />
      <p className="soft">{drawn === 0 ? 'None drawn yet.' : `Drawn so far: ${formatCount(drawn)}.`}</p>
      <div className="random-buttons">
        <button type="button" className="button" onClick={() => runCommand('faults.random')}>
          Random fault
        </button>
        <button
          type="button"
          className="button"
          disabled={!any && drawn === 0}
          title="Without faults, and from the first draw of this seed on"
          onClick={() => runCommand('faults.reset')}
        >
          Reset
        </button>
        <button type="button" className="button" onClick={() => runCommand('faults.newSeed')}>
          New seed
        </button>
      </div>
    </div>
  );
}

function SeedField({ seed }: { readonly seed: number }) {
  const [text, setText] = useState(String(seed));
  const typed = readSeed(text);
  return (
    <label className="random-seed">
      Seed
      <input
        className="fault-field mono"
        inputMode="numeric"
        aria-invalid={typed === null}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onBlur={() => typed !== null && typed !== seed && useFaultDraw.setState({ seed: typed, drawn: 0 })}
        onKeyDown={(event) => {
          if (event.key === 'Enter') event.currentTarget.blur();
        }}
      />
      {typed === null && <span role="alert">Wanted a whole number from 0 to 4294967295.</span>}
    </label>
  );
}
