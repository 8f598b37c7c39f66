/** What the trials run on, where there is a choice. */
import { Choice } from '#app/ui/Field.tsx';
import { useCampaign } from './campaignStore.ts';

const CHOICES = [
  { value: 'wasm', label: 'Processor: wasm' },
  { value: 'webgpu', label: 'Graphics: WebGPU, experimental' },
] as const;

export function BackendField() {
  const backend = useCampaign((state) => state.backend);
  if (!('gpu' in navigator)) return null;
  return (
    <Choice
      label="Runs on"
      value={backend}
      options={CHOICES}
      onChange={(chosen) => useCampaign.setState({ backend: chosen })}
    />
  );
}
