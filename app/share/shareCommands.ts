/** Commands that take the scene elsewhere. */
import type { Command } from '#app/commands/command.ts';
import { notify } from '#app/state/notices.ts';

export const SHARE_COMMANDS: readonly Command[] = [
  {
    id: 'share.copyLink',
    title: 'Copy a link to this scene',
    group: 'Page',
    keys: ['S'],
    run: () => void copyLink(),
  },
];

async function copyLink(): Promise<void> {
  // The address is written a moment after the last change.
  await new Promise((resolve) => setTimeout(resolve, 250));
  try {
    await navigator.clipboard.writeText(location.href);
    notify('info', 'The link to this scene is copied.');
  } catch {
    notify('warning', 'The browser does not let the page copy. The address bar holds the link.');
  }
}
