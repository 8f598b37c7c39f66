/** What leaves a campaign as files, and the line that repeats it in a terminal. */
import { fileName, saveFile } from '#app/share/saveFile.ts';
import { notify } from '#app/state/notices.ts';
import type { CampaignFile, CampaignStand, Plan } from '#workers/campaignApi.ts';
import { campaignFile } from './campaignDriver.ts';

export const COMMAND_LINE = 'bitflip campaign plan.json --out results';

export function planJson(plan: Plan): string {
  return `${JSON.stringify(plan, null, 2)}\n`;
}

export function savePlan(plan: Plan): void {
  saveFile('plan.json', [planJson(plan)], 'application/json');
}

export async function saveCampaignFile({ id, facts }: CampaignStand, file: CampaignFile): Promise<void> {
  try {
    const blob = await campaignFile(file);
    const [name = file, extension = ''] = file.split('.');
    saveFile(fileName(['bitflip', facts?.model.id ?? '', id, name], extension), [blob], blob.type);
  } catch (error) {
    notify('error', `${file} could not be written: ${error instanceof Error ? error.message : error}`);
  }
}
