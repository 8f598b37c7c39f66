/** Copies text and says so; where the browser forbids it, says what to do instead. */
import { notify } from '#app/state/notices.ts';

export async function copyText(text: string, what: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    notify('info', `${what} is copied.`);
  } catch {
    notify('warning', `The browser does not let the page copy. Select the text and copy it by hand.`);
  }
}
