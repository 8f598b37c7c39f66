/** The number system of the page, with what there is to know of it. */
import { useId } from 'react';
import { exactFloat32 } from '#app/ui/formatNumber.ts';
import { ArgumentLine } from './ArgumentLine.tsx';
import { FAMILY_GROUPS } from './families.ts';
import { formatFacts } from './formatFacts.ts';
import { readNumberSystem } from './numberSystem.ts';
import type { NumbersScene } from './numbersScene.ts';
import { useNumbers } from './numbersStore.ts';
import type { NumbersView } from './numbersView.ts';
import { SystemForm } from './SystemForm.tsx';

interface FormatPartProps {
  readonly scene: NumbersScene;
  readonly view: NumbersView | { readonly problem: string };
}

const canonical = (text: string): string => readNumberSystem(text).expression;

export function FormatPart({ scene, view }: FormatPartProps) {
  const id = useId();
  const { family, draws } = readNumberSystem(scene.system);
  return (
    <section className="part area-format" aria-labelledby={id}>
      <h2 className="panel-title" id={id}>
        Format
      </h2>
      <SystemForm
        text={scene.system}
        family={family}
        groups={FAMILY_GROUPS}
        read={canonical}
        onChange={(system) => useNumbers.getState().set({ system })}
      >
        {draws && <SeedRow seed={scene.seed} />}
      </SystemForm>
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
    <ArgumentLine name="as in training" isSet={seed !== null}>
      <input
        type="checkbox"
        aria-label="as in training"
        checked={seed !== null}
        onChange={(event) => set(event.target.checked ? 1 : null)}
      />
      {seed !== null && (
        <button type="button" className="button" onClick={() => set((seed + 1) % 2 ** 32)}>
          seed {seed}: draw again
        </button>
      )}
    </ArgumentLine>
  );
}
