/** The files of a kept model as they were given: one file as it is, several as a zip. */
import { fileName, saveFile } from '#app/share/saveFile.ts';
import { notify } from '#app/state/notices.ts';
import type { OwnModel } from './ownModels.ts';

export async function exportOwnModel({ name, files }: OwnModel): Promise<void> {
  try {
    const [only] = files;
    if (only !== undefined && files.length === 1) {
      saveFile(only.path.split('/').at(-1) ?? only.path, [only.content], 'application/octet-stream');
      return;
    }
    const { zipSync } = await import('fflate');
    const contents = await Promise.all(
      files.map(async ({ path, content }) => [path, new Uint8Array(await content.arrayBuffer())] as const),
    );
    // Weights hardly pack.
    const zip = zipSync(Object.fromEntries(contents), { level: 0 });
    saveFile(fileName([name], 'zip'), [zip as Uint8Array<ArrayBuffer>], 'application/zip');
  } catch {
    notify(
      'error',
      `The files of ${name} could not be read. The browser may have cleared them; open the model again.`,
    );
  }
}
