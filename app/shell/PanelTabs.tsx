/** On a small screen: which panel is shown. Large screens show all and hide this. */
import { useActiveFaults } from '#app/state/scene.ts';
import { type PanelName, showPanel, usePanels } from './panels.ts';

const PANELS: readonly { readonly name: PanelName; readonly title: string }[] = [
  { name: 'outcome', title: 'Outcome' },
  { name: 'network', title: 'Network' },
  { name: 'layer', title: 'Layer' },
  { name: 'faults', title: 'Faults' },
];

export function PanelTabs() {
  const current = usePanels((state) => state.panel);
  const faults = useActiveFaults().length;
  return (
    <nav className="panel-tabs" aria-label="Panels">
      {PANELS.map(({ name, title }) => (
        <button
          key={name}
          type="button"
          aria-current={name === current ? 'page' : undefined}
          onClick={() => showPanel(name)}
        >
          {title}
          {name === 'faults' && faults > 0 && <span className="badge strong">{faults}</span>}
        </button>
      ))}
    </nav>
  );
}
