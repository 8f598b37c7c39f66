/** Whose golden range the colours span: this tensor's, or the whole net's, so that layers can be compared. */
import { Segmented } from '#app/ui/Segmented.tsx';
import { type LayerView, setLayerView, useLayerView } from './layerView.ts';

const SCOPES = [
  { value: 'layer', label: 'layer' },
  { value: 'net', label: 'net' },
] as const satisfies readonly { value: LayerView['scope']; label: string }[];

export function ScaleSwitch() {
  const scope = useLayerView((view) => view.scope);
  return (
    <span className="scale-switch">
      <span aria-hidden="true">scale</span>
      <Segmented<LayerView['scope']>
        label="Scale of the colours"
        options={SCOPES}
        value={scope}
        quiet
        onChange={(next) => setLayerView({ scope: next })}
      />
    </span>
  );
}
