/** The campaign's screen: the plan on one side of the start, the run on the other. A run goes on when it is closed. */
import { useEffect } from 'react';
import { Dialog } from '#app/shell/Dialog.tsx';
import { useHeldFocus } from '#app/ui/useHeldFocus.ts';
import { CampaignForm } from './CampaignForm.tsx';
import { CampaignRunView } from './CampaignRunView.tsx';
import { readKept } from './campaignDriver.ts';
import { useCampaign } from './campaignStore.ts';
import { KeptCampaigns } from './KeptCampaigns.tsx';
import './campaign.css';

export function CampaignDialog({ onClose }: { readonly onClose: () => void }) {
  const showing = useCampaign((state) => state.showing);
  const part = useHeldFocus<HTMLDivElement>();
  useEffect(() => void readKept(), []);
  return (
    <Dialog title="Campaign" onClose={onClose} wide>
      <div ref={part} className="campaign">
        {showing === 'plan' && <KeptCampaigns />}
        {showing === 'plan' ? <CampaignForm /> : <CampaignRunView />}
      </div>
    </Dialog>
  );
}
