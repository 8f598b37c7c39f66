/** A text file chosen by the person, by the browser's own picker. */
import { notify } from '#app/state/notices.ts';

export function pickTextFile(accept: string, onText: (text: string, name: string) => void): void {
  const field = document.createElement('input');
  field.type = 'file';
  field.accept = accept;
  field.addEventListener('change', () => {
    const [file] = field.files ?? [];
    if (file === undefined) return;
    file.text().then(
      (text) => onText(text, file.name),
      () => notify('error', `${file.name} could not be read.`),
    );
  });
  field.click();
}
