/** Files dropped anywhere on the page: a scene file is played, data become inputs, anything else is opened as a model. */
import { notify } from '#app/state/notices.ts';
import { droppedFiles } from './givenFiles.ts';
import { looksLikeData } from './looksLikeData.ts';
import { openOwnFiles } from './openOwnModel.ts';

/** Returns what takes the listeners away again. */
export function acceptDropped(): () => void {
  const onDragOver = (event: DragEvent) => {
    if (event.dataTransfer?.types.includes('Files')) event.preventDefault();
  };
  const onDrop = (event: DragEvent) => {
    if (!event.dataTransfer?.types.includes('Files') || event.defaultPrevented) return;
    // Left to itself the browser would leave the page for the file.
    event.preventDefault();
    const given = droppedFiles(event.dataTransfer);
    void given.then(take, () => notify('error', 'The browser does not let the page read these files.'));
  };
  window.addEventListener('dragover', onDragOver);
  window.addEventListener('drop', onDrop);
  return () => {
    window.removeEventListener('dragover', onDragOver);
    window.removeEventListener('drop', onDrop);
  };
}

async function take(files: Awaited<ReturnType<typeof droppedFiles>>): Promise<void> {
  const [only] = files;
  if (files.length === 1 && only?.path.endsWith('.json') && (await isScene(only.content))) {
    const { openSceneFile } = await import('#app/share/openScene.ts');
    await openSceneFile(only.content);
    return;
  }
  if (await looksLikeData(files)) {
    const { openOwnData } = await import('#app/input/openOwnData.ts');
    await openOwnData(files);
  } else await openOwnFiles(files);
}

/** A model.json says modelTopology near its beginning, a scene says what format it has. */
async function isScene(file: Blob): Promise<boolean> {
  return !(await file.slice(0, 4096).text()).includes('modelTopology');
}
