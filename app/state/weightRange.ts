/** Least and greatest weight of the whole model, asked for once a model and only when somebody wants to know. */
import { useEffect } from 'react';
import { create } from 'zustand';
import type { LabClient } from '#workers/labClient.ts';
import { type ModelSummary, useLab } from './lab.ts';

export interface WeightRange {
  readonly min: number;
  readonly max: number;
}

const useKnown = create<{ readonly model: ModelSummary | null; readonly range: WeightRange | null }>(() => ({
  model: null,
  range: null,
}));
let client: LabClient | null = null;

export function followWeightRange(lab: LabClient): void {
  client = lab;
}

/** Null while it is not known; `wanted` asks for it. */
export function useWeightRange(wanted: boolean): WeightRange | null {
  const model = useLab((state) => state.model);
  const known = useKnown();
  const missing = wanted && model !== null && known.model !== model;
  useEffect(() => {
    if (!missing) return;
    useKnown.setState({ model, range: null });
    client?.weightRange().then(
      (range) => {
        if (useKnown.getState().model === model) useKnown.setState({ range });
      },
      // Without it the tensor keeps its own scale.
      () => undefined,
    );
  }, [missing, model]);
  return known.model === model ? known.range : null;
}
