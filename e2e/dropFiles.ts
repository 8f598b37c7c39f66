/** Files dropped on the page as a browser drops them: File objects in a DataTransfer. */
import type { Page } from '@playwright/test';

export async function drop(page: Page, files: Readonly<Record<string, Uint8Array>>): Promise<void> {
  const list = Object.entries(files).map(([name, bytes]) => [name, Buffer.from(bytes).toString('base64')]);
  const transfer = await page.evaluateHandle((given) => {
    const data = new DataTransfer();
    for (const [name, base64] of given as [string, string][]) {
      const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
      data.items.add(new File([bytes], name));
    }
    return data;
  }, list);
  await page.dispatchEvent('main', 'drop', { dataTransfer: transfer });
}
