/** A scene file chosen by the person: by the browser's own picker, or dropped on the page. */

export function pickSceneFile(): void {
  const field = document.createElement('input');
  field.type = 'file';
  field.accept = '.json,application/json';
  field.addEventListener('change', () => {
    const [file] = field.files ?? [];
    if (file) void open(file);
  });
  field.click();
}

/** Files dropped anywhere on the page. Returns what takes the listeners away again. */
export function acceptDroppedScenes(): () => void {
  const onDragOver = (event: DragEvent) => {
    if (event.dataTransfer?.types.includes('Files')) event.preventDefault();
  };
  const onDrop = (event: DragEvent) => {
    const [file] = event.dataTransfer?.files ?? [];
    if (!file || event.defaultPrevented) return;
    // Left to itself the browser would leave the page for the file.
    event.preventDefault();
    if (file.name.endsWith('.json')) void open(file);
  };
  window.addEventListener('dragover', onDragOver);
  window.addEventListener('drop', onDrop);
  return () => {
    window.removeEventListener('dragover', onDragOver);
    window.removeEventListener('drop', onDrop);
  };
}

async function open(file: File): Promise<void> {
  const { openSceneFile } = await import('./openScene.ts');
  await openSceneFile(file);
}
