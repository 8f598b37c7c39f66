/** When a campaign ends before its last trial, and what the formula of its size assumes. */

import { Choice, Typed } from '#app/ui/Field.tsx';
import type { FieldsProps } from './FaultFields.tsx';

const STOPPING = [
  { value: 'fixed', label: 'After all trials' },
  { value: 'sequential', label: 'As soon as the interval is narrow enough' },
] as const;
const METRICS = [
  { value: 'critical', label: 'SDC or DUE' },
  { value: 'sdc', label: 'SDC' },
  { value: 'due', label: 'DUE' },
  { value: 'changed', label: 'changed' },
] as const;
const TS = [
  { value: 'printed', label: 'As printed: 1.96, 2.58' },
  { value: 'exact', label: 'The exact quantile' },
] as const;
const ROUNDINGS = [
  { value: 'ceil', label: 'Up' },
  { value: 'floor', label: 'Down' },
  { value: 'round', label: 'To the nearest' },
] as const;

export function StoppingFields({ draft, onChange }: FieldsProps) {
  const early = draft.stopping === 'sequential';
  return (
    <>
      <Choice
        label="It ends"
        value={draft.stopping}
        options={STOPPING}
        onChange={(stopping) => onChange({ stopping })}
      />
      {early && (
        <>
          <Typed
            label="Narrow enough ±"
            unit="%"
            value={draft.stopMarginPercent}
            onChange={(stopMarginPercent) => onChange({ stopMarginPercent })}
          />
          <Choice
            label="The interval of"
            value={draft.stopMetric}
            options={METRICS}
            onChange={(stopMetric) => onChange({ stopMetric })}
          />
          <Typed
            label="Trials between two looks"
            value={draft.stopEvery}
            onChange={(stopEvery) => onChange({ stopEvery })}
          />
        </>
      )}
      <Typed
        label="The formula expects a rate of"
        unit="%"
        value={draft.expectedPercent}
        onChange={(expectedPercent) => onChange({ expectedPercent })}
      />
      <Choice label="Its t" value={draft.t} options={TS} onChange={(t) => onChange({ t })} />
      <Choice
        label="Its n is rounded"
        value={draft.rounding}
        options={ROUNDINGS}
        onChange={(rounding) => onChange({ rounding })}
      />
    </>
  );
}
