/** The picture that the model sees: chosen from the gallery, with the one before and after a key away. */

import { runCommand } from '#app/commands/registry.ts';
import { useGraph, useLab, useReply } from '#app/state/lab.ts';
import { useScene } from '#app/state/scene.ts';
import { useEffectiveView } from '#app/state/selection.ts';
import type { Thumbnail } from '#workers/labApi.ts';
import { FaultyPicture } from './FaultyPicture.tsx';
import { GalleryPicture } from './GalleryPicture.tsx';

export function InputPicture() {
  const input = useScene((state) => state.scene.input);
  const gallery = useLab((state) => state.model?.gallery ?? null);
  const labels = useLab((state) => state.model?.card.labels ?? null);
  const hit = useHitInput();
  if (input.kind !== 'gallery' || !gallery) return null;
  const label = gallery.labels[input.index] ?? -1;
  const name = labels?.[label] ?? String(label);
  return (
    <div className="input">
      <button
        type="button"
        className="input-picture"
        aria-label={`Input: digit ${name}, picture ${input.index} of ${gallery.name}. Choose another picture`}
        onClick={() => runCommand('input.choose')}
      >
        {hit ? (
          <FaultyPicture thumbnail={hit.thumbnail} codes={hit.codes} />
        ) : (
          <GalleryPicture index={input.index} />
        )}
      </button>
      <div className="input-row">
        <span>
          <strong>{name}</strong>{' '}
          <span className="soft">
            {gallery.name} {input.index}
          </span>
        </span>
        <span className="input-steps">
          <button
            type="button"
            className="button plain icon-button"
            aria-label="Previous picture"
            title="Previous picture (P)"
            onClick={() => runCommand('input.previous')}
          >
            ‹
          </button>
          <button
            type="button"
            className="button plain icon-button"
            aria-label="Next picture"
            title="Next picture (N)"
            onClick={() => runCommand('input.next')}
          >
            ›
          </button>
          <button type="button" className="button plain" onClick={() => runCommand('input.choose')}>
            Choose
          </button>
        </span>
      </div>
    </div>
  );
}

/** The input's own picture where a fault changed it; golden shows it as it was. Grey pictures only. */
function useHitInput(): { readonly thumbnail: Thumbnail; readonly codes: Uint8Array } | null {
  const graph = useGraph();
  const reply = useReply();
  const golden = useEffectiveView() === 'golden';
  const [first] = graph?.inputs ?? [];
  const node = first === undefined ? undefined : graph?.values[first]?.node;
  const thumbnail = reply?.faultyThumbnails.entries.find((entry) => entry.node === node);
  if (golden || !reply || !thumbnail || thumbnail.channelCount !== 1 || !thumbnail.changed[0]) return null;
  return { thumbnail, codes: reply.faultyThumbnails.buffer };
}
