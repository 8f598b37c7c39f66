/** Share: a link with its QR code and what it hides, a frame for another page, files. */
import { useId, useState } from 'react';
import { Dialog } from '#app/shell/Dialog.tsx';
import { Tabs } from '#app/ui/Tabs.tsx';
import { EmbedTab } from './EmbedTab.tsx';
import { ExportTab } from './ExportTab.tsx';
import { LinkTab } from './LinkTab.tsx';
import './share.css';

export type ShareTab = 'link' | 'embed' | 'export';

const TABS: readonly { readonly value: ShareTab; readonly label: string }[] = [
  { value: 'link', label: 'Link' },
  { value: 'embed', label: 'Embed' },
  { value: 'export', label: 'Export' },
];

interface ShareDialogProps {
  readonly first: ShareTab;
  readonly onClose: () => void;
}

export function ShareDialog({ first, onClose }: ShareDialogProps) {
  const [tab, setTab] = useState<ShareTab>(first);
  const panelId = useId();
  return (
    <Dialog title="Share this scene" onClose={onClose}>
      <Tabs label="Share" tabs={TABS} value={tab} panelId={panelId} onChange={setTab} />
      <div role="tabpanel" id={panelId} aria-labelledby={`${panelId}-${tab}`} className="share-panel">
        {tab === 'link' && <LinkTab />}
        {tab === 'embed' && <EmbedTab />}
        {tab === 'export' && <ExportTab />}
      </div>
    </Dialog>
  );
}
