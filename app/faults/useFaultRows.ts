/** The faults of the scene, each with what it did in the reply on the screen. */
import { useMemo } from 'react';
import { useReply } from '#app/state/lab.ts';
import { type SceneFault, useScene } from '#app/state/scene.ts';
import { changeText, reportsByFault } from './faultChange.ts';

export interface FaultRow {
  readonly fault: SceneFault;
  readonly change: string | null;
  /** How many words it names; null while that is not known. */
  readonly sites: number | null;
}

export function useFaultRows(): readonly FaultRow[] {
  const faults = useScene((state) => state.scene.faults);
  const reply = useReply();
  return useMemo(() => {
    const reports = reportsByFault(faults, reply?.faults ?? []);
    return faults.map((fault, i) => ({
      fault,
      change: changeText(reports[i]?.sentence ?? ''),
      sites: reports[i]?.sites ?? null,
    }));
  }, [faults, reply]);
}
