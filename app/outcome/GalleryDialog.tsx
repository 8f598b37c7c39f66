/** All pictures of the gallery, to choose one: buttons in rows with one tab stop; arrows move. */
import { type KeyboardEvent, useRef, useState } from 'react';
import { Dialog } from '#app/shell/Dialog.tsx';
import { useLab } from '#app/state/lab.ts';
import { useScene } from '#app/state/scene.ts';
import { GalleryPicture } from './GalleryPicture.tsx';
import { FINE } from './InkCanvas.tsx';
import { pictureAfterKey } from './pictureAfterKey.ts';
import { pictureName } from './pictureName.ts';
import './gallery.css';

export function GalleryDialog({ onClose }: { readonly onClose: () => void }) {
  const gallery = useLab((state) => state.model?.gallery ?? null);
  const labels = useLab((state) => state.model?.card.labels ?? null);
  const input = useScene((state) => state.scene.input);
  const chosen = input.kind === 'gallery' ? input.index : null;
  const [cursor, setCursor] = useState(chosen ?? 0);
  const grid = useRef<HTMLDivElement>(null);
  if (!gallery) return null;
  const photos = Math.max(...gallery.shape) >= FINE;
  const choose = (index: number) => {
    useScene.getState().setInput({ kind: 'gallery', index });
    onClose();
  };
  const move = (event: KeyboardEvent) => {
    const next = pictureAfterKey(event.key, cursor, gallery.count, columnsOf(grid.current));
    if (next === null) return;
    event.preventDefault();
    setCursor(next);
    grid.current?.querySelectorAll('button')[next]?.focus();
  };
  return (
    <Dialog title={`Choose a picture: ${gallery.name}, ${gallery.count} pictures`} onClose={onClose}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: arrow keys move between the buttons inside */}
      <div ref={grid} className="gallery" data-photos={photos} onKeyDown={move}>
        {Array.from({ length: gallery.count }, (_, index) => (
          <button
            // biome-ignore lint/suspicious/noArrayIndexKey: a picture is its index
            key={index}
            type="button"
            aria-label={`${pictureName(gallery.labels[index], labels)}, picture ${index}`}
            aria-pressed={index === chosen}
            tabIndex={index === cursor ? 0 : -1}
            onFocus={() => setCursor(index)}
            onClick={() => choose(index)}
          >
            <GalleryPicture index={index} />
            {photos && <span className="gallery-name">{pictureName(gallery.labels[index], labels)}</span>}
          </button>
        ))}
      </div>
    </Dialog>
  );
}

/** As many columns as the grid has now. */
function columnsOf(grid: HTMLElement | null): number {
  return grid ? getComputedStyle(grid).gridTemplateColumns.split(' ').length : 1;
}
