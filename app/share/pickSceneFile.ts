/** A scene file chosen by the person: by the browser's own picker. */

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

async function open(file: File): Promise<void> {
  const { openSceneFile } = await import('./openScene.ts');
  await openSceneFile(file);
}
