/** Which panel a small screen shows; a large one shows all. */
import { create } from 'zustand';

export type PanelName = 'outcome' | 'network' | 'layer' | 'faults';

export const usePanels = create<{ readonly panel: PanelName }>(() => ({ panel: 'network' }));

export const showPanel = (panel: PanelName): void => usePanels.setState({ panel });
