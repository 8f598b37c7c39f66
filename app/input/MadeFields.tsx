/** Random and constant tensors, one row for each input of the model. */
import { useState } from 'react';
import { MADE } from '#app/state/datasetField.ts';
import { switchDataset } from '#app/state/labDriver.ts';
import { useOpenModel } from '#app/state/openModel.ts';
import { Choice } from '#app/ui/Field.tsx';
import type { ModelGraph } from '#engine/graph/modelGraph.ts';
import { parseRecipe, printRecipe } from '#engine/scene/inputRecipe.ts';
import { type InputTarget, inputTargets, standardSource } from '#engine/scene/inputTargets.ts';
import {
  MADE_ITEMS,
  type MadeKind,
  type MadeTensor,
  parseMade,
  printMade,
} from '#engine/scene/madeTensor.ts';
import type { DatasetReport } from '#workers/labApi.ts';
import { NumberTyped } from './NumberTyped.tsx';

interface MadeFieldsProps {
  readonly graph: ModelGraph;
  readonly dataset: DatasetReport | null;
}

const KINDS: readonly { readonly value: MadeKind; readonly label: string }[] = [
  { value: 'uniform', label: 'Random, uniform' },
  { value: 'normal', label: 'Random, normal' },
  { value: 'ints', label: 'Random whole numbers' },
  { value: 'constant', label: 'Constant' },
];
const ENDS: Readonly<Record<MadeKind, readonly [string, string]>> = {
  uniform: ['From', 'To'],
  normal: ['Mean', 'Deviation'],
  ints: ['From', 'To'],
  constant: ['Value', ''],
};

export function MadeFields({ graph, dataset }: MadeFieldsProps) {
  const source = useOpenModel((state) => state.entry?.dataset ?? null);
  const targets = inputTargets(graph);
  const recipe = parseRecipe(dataset?.recipe ?? '');
  const [rows, setRows] = useState<readonly MadeTensor[]>(() =>
    targets.map(
      (target, k) => (k === 0 ? recipe.made : recipe.further.get(target.name)) ?? standardSource(target),
    ),
  );
  const [first, ...others] = rows;
  if (first === undefined) return null;
  const further = new Map(others.map((row, k) => [targets[k + 1]?.name ?? '', row] as const));
  const wrong = rows.map(problemOf).find((problem) => problem !== null) ?? null;
  const makeAll = () => {
    const text = printRecipe({ ...recipe, made: first, further });
    void switchDataset({ id: MADE, name: printMade(first), files: [], recipe: text });
  };
  const makeOthers = () => {
    if (source !== null) void switchDataset({ ...source, recipe: printRecipe({ ...recipe, further }) });
  };
  return (
    <section className="data-part" aria-labelledby="data-made">
      <h3 id="data-made">Random or constant</h3>
      {targets.map((target, k) => (
        <MadeRow
          key={target.name}
          target={target}
          source={rows[k] ?? standardSource(target)}
          named={targets.length > 1}
          isFirst={k === 0}
          onChange={(row) => setRows(rows.map((each, i) => (i === k ? row : each)))}
        />
      ))}
      {wrong !== null && <p role="alert">{wrong}</p>}
      <p className="data-ways">
        <button type="button" className="button" disabled={wrong !== null} onClick={makeAll}>
          {targets.length > 1 ? 'Use for all inputs' : 'Use as input'}
        </button>
        {targets.length > 1 && dataset !== null && dataset.kind !== 'made' && (
          <button type="button" className="button" disabled={wrong !== null} onClick={makeOthers}>
            Use for all but {targets[0]?.name}, beside {dataset.name}
          </button>
        )}
      </p>
    </section>
  );
}

function problemOf(row: MadeTensor): string | null {
  try {
    parseMade(printMade(row));
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

interface MadeRowProps {
  readonly target: InputTarget;
  readonly source: MadeTensor;
  readonly named: boolean;
  /** It says how many items there are. */
  readonly isFirst: boolean;
  readonly onChange: (source: MadeTensor) => void;
}

function MadeRow({ target, source, named, isFirst, onChange }: MadeRowProps) {
  const { kind, a, b, seed, count } = source;
  const [from, to] = ENDS[kind];
  const shape = target.shape.map((size) => size ?? '?').join(' × ');
  const only = target.whole ? KINDS.filter(({ value }) => value === 'ints' || value === 'constant') : KINDS;
  const start = (next: MadeKind): MadeTensor => ({
    ...(next === 'ints'
      ? { a: 0, b: (target.vocabulary ?? 2) - 1 }
      : next === 'constant'
        ? { a: 0, b: 0 }
        : { a: 0, b: 1 }),
    kind: next,
    seed,
    count: next === 'constant' ? MADE_ITEMS : count,
  });
  return (
    <fieldset className="made-row">
      <legend>
        {named && <strong>{target.name}</strong>} <span className="soft">{shape}</span>
        {target.vocabulary !== null && <span className="soft">, an embedding of {target.vocabulary}</span>}
      </legend>
      <Choice label="What" value={kind} options={only} onChange={(next) => onChange(start(next))} />
      <NumberTyped
        label={from}
        value={a}
        onChange={(value) => onChange({ ...source, a: value, b: kind === 'constant' ? value : b })}
      />
      {to !== '' && (
        <NumberTyped label={to} value={b} onChange={(value) => onChange({ ...source, b: value })} />
      )}
      {kind !== 'constant' && (
        <>
          <NumberTyped label="Seed" value={seed} onChange={(value) => onChange({ ...source, seed: value })} />
          {isFirst && (
            <NumberTyped
              label="Items"
              value={count}
              onChange={(value) => onChange({ ...source, count: value })}
            />
          )}
        </>
      )}
    </fieldset>
  );
}
