/** The number system: its family, its expression, and its arguments as a form. What cannot be says why, and nothing is lost. */
import { useEffect, useId, useState } from 'react';
import { exactFloat32 } from '#app/ui/formatNumber.ts';
import type { Literal } from '#engine/quantizers/quantizerCall.ts';
import { ArgumentRow } from './ArgumentRow.tsx';
import { argumentsOf, withArgument } from './argumentControls.ts';
import { FormatArguments } from './FormatArguments.tsx';
import { FAMILY_GROUPS, familyByName } from './families.ts';
import { formatFacts } from './formatFacts.ts';
import { readNumberSystem } from './numberSystem.ts';
import type { NumbersScene } from './numbersScene.ts';
import { useNumbers } from './numbersStore.ts';
import type { NumbersView } from './numbersView.ts';

interface FormatPartProps {
  readonly scene: NumbersScene;
  readonly view: NumbersView | { readonly problem: string };
}

export function FormatPart({ scene, view }: FormatPartProps) {
  const errorId = useId();
  const [draft, setDraft] = useState(scene.system);
  const [error, setError] = useState<string | null>(null);
  useEffect(() => {
    setDraft(scene.system);
    setError(null);
  }, [scene.system]);

  const choose = (text: string) => {
    setDraft(text);
    try {
      const system = readNumberSystem(text);
      setError(null);
      useNumbers.getState().set({ system: system.expression });
    } catch (problem) {
      setError(problem instanceof Error ? problem.message : String(problem));
    }
  };
  const { family, draws } = readNumberSystem(scene.system);
  const all = argumentsOf(scene.system, family);
  const usual = all.filter(({ isRare }) => !isRare);
  const rare = all.filter(({ isRare }) => isRare);
  const edit = (name: string, value: Literal) => choose(withArgument(scene.system, family, name, value));
  return (
    <section className="part area-format" aria-labelledby={`${errorId}-title`}>
      <h2 className="panel-title" id={`${errorId}-title`}>
        Format
      </h2>
      <div className="format-choice">
        <select
          aria-label="Format or quantizer"
          value={family}
          onChange={(event) => choose(familyByName(event.target.value)?.start ?? event.target.value)}
        >
          {FAMILY_GROUPS.map(({ label, families }) => (
            <optgroup key={label} label={label}>
              {families.map((each) => (
                <option key={each.name} value={each.name}>
                  {each.label}
                </option>
              ))}
            </optgroup>
          ))}
        </select>
        <input
          className="field mono"
          aria-label="Expression"
          aria-invalid={error !== null}
          aria-describedby={errorId}
          spellCheck={false}
          autoComplete="off"
          value={draft}
          onChange={(event) => choose(event.target.value)}
          onBlur={() => error === null && setDraft(scene.system)}
        />
      </div>
      <p id={errorId} className="field-error" role="status">
        {error === null ? '' : `${error} Shown is still ${scene.system}.`}
      </p>
      <div className="arguments">
        {usual.map((argument) => (
          <ArgumentRow
            key={argument.name}
            argument={argument}
            onChange={(value) => edit(argument.name, value)}
          />
        ))}
        {rare.length > 0 && (
          <details className="rare" open={rare.some(({ isDefault }) => !isDefault)}>
            <summary>
              {rare.length} more argument{rare.length === 1 ? '' : 's'}
            </summary>
            {rare.map((argument) => (
              <ArgumentRow
                key={argument.name}
                argument={argument}
                onChange={(value) => edit(argument.name, value)}
              />
            ))}
          </details>
        )}
        <FormatArguments expression={scene.system} onChange={choose} />
        {draws && <SeedRow seed={scene.seed} />}
      </div>
      {'words' in view && (
        <dl className="facts">
          {formatFacts(view, scene.element, exactFloat32).map(({ name, value }) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd className="mono">{value}</dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}

/** Codes that are drawn: in training from a seed. */
function SeedRow({ seed }: { readonly seed: number | null }) {
  const set = (next: number | null) => useNumbers.getState().set({ seed: next });
  return (
    <label className="argument">
      <span className="argument-name">as in training</span>
      <span className="argument-control">
        <input
          type="checkbox"
          checked={seed !== null}
          onChange={(event) => set(event.target.checked ? 1 : null)}
        />
        {seed !== null && (
          <button type="button" className="button" onClick={() => set((seed + 1) % 2 ** 32)}>
            seed {seed}: draw again
          </button>
        )}
      </span>
    </label>
  );
}
