/** A list of faults: fault strings typed or pasted, or the CSV of SpikingJET and SCI-FI read into them. */
import { useState } from 'react';
import { Choice, Lines } from '#app/ui/Field.tsx';
import { formatCount } from '#app/ui/formatNumber.ts';
import { type ListLayout, readFaultList } from '#engine/campaign/exchange/faultList.ts';
import type { ModelGraph } from '#engine/graph/modelGraph.ts';
import type { CampaignDraft } from './campaignDraft.ts';
import type { FieldsProps } from './FaultFields.tsx';
import { pickTextFile } from './pickTextFile.ts';

interface GivenFaultsProps extends FieldsProps {
  readonly graph: ModelGraph;
}

const LAYOUTS = [
  { value: 'pytorch', label: 'PyTorch: output channels first' },
  { value: 'keras', label: 'Keras: output channels last' },
] as const;

export function GivenFaults({ draft, graph, onChange }: GivenFaultsProps) {
  const [layout, setLayout] = useState<ListLayout>('pytorch');
  const [said, setSaid] = useState<string | null>(null);
  const read = (text: string, name: string) => {
    try {
      const faults = readFaultList(text, graph, layout);
      onChange({ faults: faults.join('\n') } satisfies Partial<CampaignDraft>);
      setSaid(`${formatCount(faults.length)} faults from ${name}.`);
    } catch (error) {
      setSaid(error instanceof Error ? error.message : String(error));
    }
  };
  return (
    <>
      <Lines
        label="Faults, one a line"
        rows={5}
        value={draft.faults}
        placeholder="conv2d/kernel[0,0,0,0]:flip(30)"
        onChange={(faults) => onChange({ faults })}
      />
      <Choice label="Indices of a CSV count as in" value={layout} options={LAYOUTS} onChange={setLayout} />
      <button type="button" className="button" onClick={() => pickTextFile('.csv,text/csv', read)}>
        Read a CSV of SpikingJET or SCI-FI
      </button>
      <p role="status" aria-label="Fault list" className="soft">
        {said}
      </p>
    </>
  );
}
