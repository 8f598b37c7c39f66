/** All pictures of the gallery, to choose one: buttons in rows with one tab stop; arrows move. Many stand on pages. */
import { type KeyboardEvent, useRef, useState } from 'react';
import { Dialog } from '#app/shell/Dialog.tsx';
import { useLab } from '#app/state/lab.ts';
import { useScene } from '#app/state/scene.ts';
import { GalleryPicture } from './GalleryPicture.tsx';
import { FINE } from './InkCanvas.tsx';
import { pictureAfterKey } from './pictureAfterKey.ts';
import { pictureName } from './pictureName.ts';
import './gallery.css';

/** Pictures at once. */
const PAGE = 240;

export function GalleryDialog({ onClose }: { readonly onClose: () => void }) {
  const gallery = useLab((state) => state.model?.gallery ?? null);
  const labels = useLab((state) => state.model?.card.labels ?? null);
  const input = useScene((state) => state.scene.input);
  const chosen = input.kind === 'gallery' ? input.index : null;
  const [cursor, setCursor] = useState(chosen ?? 0);
  const [page, setPage] = useState(Math.floor((chosen ?? 0) / PAGE));
  const grid = useRef<HTMLDivElement>(null);
  if (!gallery) return null;
  const photos = Math.max(...gallery.shape) >= FINE;
  const pages = Math.ceil(gallery.count / PAGE);
  const from = page * PAGE;
  const here = Math.min(PAGE, gallery.count - from);
  const turn = (to: number) => {
    setPage(to);
    setCursor(to * PAGE);
  };
  const choose = (index: number) => {
    useScene.getState().setInput({ kind: 'gallery', index });
    onClose();
  };
  const move = (event: KeyboardEvent) => {
    const next = pictureAfterKey(event.key, cursor - from, here, columnsOf(grid.current));
    if (next === null) return;
    event.preventDefault();
    setCursor(from + next);
    grid.current?.querySelectorAll('button')[next]?.focus();
  };
  return (
    <Dialog title={`Choose a picture: ${gallery.name}, ${gallery.count} pictures`} onClose={onClose}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: arrow keys move between the buttons inside */}
      <div ref={grid} className="gallery" data-photos={photos} onKeyDown={move}>
        {Array.from({ length: here }, (_, place) => from + place).map((index) => (
          <button
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
      {pages > 1 && (
        <p className="gallery-pages">
          <button type="button" className="button" disabled={page === 0} onClick={() => turn(page - 1)}>
            Before
          </button>
          <span role="status">
            {from} to {from + here - 1} of {gallery.count}
          </span>
          <button
            type="button"
            className="button"
            disabled={page === pages - 1}
            onClick={() => turn(page + 1)}
          >
            After
          </button>
        </p>
      )}
    </Dialog>
  );
}

/** As many columns as the grid has now. */
function columnsOf(grid: HTMLElement | null): number {
  return grid ? getComputedStyle(grid).gridTemplateColumns.split(' ').length : 1;
}
