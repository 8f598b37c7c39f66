/** The whole screen: head, three panels, foot with the faults; on small screens one panel at a time. */
import { lazy, Suspense, useEffect } from 'react';
import { WordPanel } from '#app/bits/WordPanel.tsx';
import { HelpDialog } from '#app/commands/HelpDialog.tsx';
import { PaletteDialog } from '#app/commands/PaletteDialog.tsx';
import { FaultsFoot } from '#app/faults/FaultsFoot.tsx';
import { GraphPanel } from '#app/graph/GraphPanel.tsx';
import { NetworkHead } from '#app/graph/NetworkHead.tsx';
import { LayerPanel } from '#app/layer/LayerPanel.tsx';
import { AskStrip } from '#app/library/AskStrip.tsx';
import { acceptDropped } from '#app/library/acceptDropped.ts';
import { ImportStrip } from '#app/library/ImportStrip.tsx';
import { LibraryDialog } from '#app/library/LibraryDialog.tsx';
import { OpeningStrip } from '#app/library/OpeningStrip.tsx';
import { DrawDialog } from '#app/outcome/DrawDialog.tsx';
import { GalleryDialog } from '#app/outcome/GalleryDialog.tsx';
import { OutcomePanel } from '#app/outcome/OutcomePanel.tsx';
import { EmbedBar } from '#app/share/EmbedBar.tsx';
import { useDisplay } from '#app/state/display.ts';
import { useLab } from '#app/state/lab.ts';
import { closeDialog, useDialogs } from './dialogs.ts';
import { Head } from './Head.tsx';
import { Notices } from './Notices.tsx';
import { Opening } from './Opening.tsx';
import { PanelTabs } from './PanelTabs.tsx';
import { PinnedOutcome } from './PinnedOutcome.tsx';
import { showPanel, usePanels } from './panels.ts';
import { RunStrips } from './RunStrips.tsx';
import './shell.css';
import './messages.css';
import './narrow.css';
import '#app/commands/commands.css';
import '#app/share/hidden.css';

const ShareDialog = lazy(async () => ({
  default: (await import('#app/share/ShareDialog.tsx')).ShareDialog,
}));

const InputDialog = lazy(async () => ({
  default: (await import('#app/input/InputDialog.tsx')).InputDialog,
}));

const CampaignDialog = lazy(async () => ({
  default: (await import('#app/campaign/CampaignDialog.tsx')).CampaignDialog,
}));

const ImportDialog = lazy(async () => ({
  default: (await import('#app/library/ImportDialog.tsx')).ImportDialog,
}));

export function Lab() {
  const running = useLab((state) => state.replyRevision > 0);
  const status = useLab((state) => state.status.kind);
  const panel = usePanels((state) => state.panel);
  const { embed, hidden } = useDisplay();
  useEffect(acceptDropped, []);
  return (
    <div
      className="lab"
      data-status={status}
      data-panel={panel}
      data-embed={embed ?? undefined}
      data-hidden={hidden.length > 0 ? hidden.join(' ') : undefined}
    >
      <button type="button" className="button skip-link" onClick={toWork}>
        Skip to the network
      </button>
      <div className="head-place">
        {embed === null && <Head />}
        <OpeningStrip />
        <AskStrip />
        <ImportStrip />
        <RunStrips />
      </div>
      {running ? <Panels /> : <main className="panels opening-place">{<Opening />}</main>}
      {embed !== null && <EmbedBar />}
      <Notices />
      <OpenDialog />
    </div>
  );
}

/** Past the head, to where the work is. */
function toWork(): void {
  showPanel('network');
  requestAnimationFrame(() =>
    document.querySelector<HTMLElement>('[data-panel="network"] .graph [tabindex="0"]')?.focus(),
  );
}

function openLayer(): void {
  showPanel('layer');
  // On a small screen the node that was opened has gone out of sight, and the focus with it.
  requestAnimationFrame(() => {
    if (document.activeElement === document.body || !document.activeElement?.checkVisibility())
      document.querySelector<HTMLElement>('.layer-region [role="tab"][aria-selected="true"]')?.focus();
  });
}

function Panels() {
  return (
    <>
      <PinnedOutcome />
      <main className="panels">
        <section className="panel" data-panel="outcome" aria-labelledby="outcome-title">
          <h2 className="panel-title" id="outcome-title">
            Input and outcome
          </h2>
          <OutcomePanel />
        </section>
        <section className="panel" data-panel="network" aria-labelledby="network-title">
          <NetworkHead titleId="network-title" />
          <GraphPanel onOpened={openLayer} />
        </section>
        <div className="panel" data-panel="layer">
          <div className="layer-region">
            <LayerPanel />
          </div>
          <div className="word-region">
            <WordPanel />
          </div>
        </div>
      </main>
      <PanelTabs />
      <footer className="foot panel" data-panel="faults">
        <FaultsFoot />
      </footer>
    </>
  );
}

function OpenDialog() {
  const open = useDialogs((state) => state.open);
  switch (open) {
    case 'palette':
      return <PaletteDialog onClose={closeDialog} />;
    case 'help':
      return <HelpDialog onClose={closeDialog} />;
    case 'library':
      return <LibraryDialog onClose={closeDialog} />;
    case 'gallery':
      return <GalleryDialog onClose={closeDialog} />;
    case 'draw':
      return <DrawDialog onClose={closeDialog} />;
    case 'data':
      return (
        <Suspense fallback={null}>
          <InputDialog onClose={closeDialog} />
        </Suspense>
      );
    case 'share':
      return (
        <Suspense fallback={null}>
          <ShareDialog first="link" onClose={closeDialog} />
        </Suspense>
      );
    case 'export':
      return (
        <Suspense fallback={null}>
          <ShareDialog first="export" onClose={closeDialog} />
        </Suspense>
      );
    case 'import-report':
      return (
        <Suspense fallback={null}>
          <ImportDialog onClose={closeDialog} />
        </Suspense>
      );
    case 'campaign':
      return (
        <Suspense fallback={null}>
          <CampaignDialog onClose={closeDialog} />
        </Suspense>
      );
    case null:
      return null;
  }
}
