/** The picture that the model sees: out of the gallery, drawn or from a file; the one before and after a key away. */

import { commandById, runCommand } from '#app/commands/registry.ts';
import { takesDrawings } from '#app/state/drawing.ts';
import { useGraph, useLab, useReply } from '#app/state/lab.ts';
import { useScene } from '#app/state/scene.ts';
import { useEffectiveView } from '#app/state/selection.ts';
import type { Thumbnail } from '#workers/labApi.ts';
import { FaultyPicture } from './FaultyPicture.tsx';
import { pictureName } from './pictureName.ts';
import { ScenePicture } from './ScenePicture.tsx';

export function InputPicture() {
  const input = useScene((state) => state.scene.input);
  const gallery = useLab((state) => state.model?.gallery ?? null);
  const labels = useLab((state) => state.model?.card.labels ?? null);
  const drawable = useLab((state) => state.model !== null && takesDrawings(state.model.graph));
  const dataset = useLab((state) => state.model?.dataset ?? null);
  const hit = useHitInput();
  const drawn = input.kind === 'pixels';
  const label = drawn ? undefined : gallery?.labels[input.index];
  const name = drawn ? 'Drawn' : label === undefined ? 'Input' : (labels?.[label] ?? String(label));
  const source = drawn ? 'by hand' : `${gallery?.name} ${input.index}`;
  return (
    <div className="input">
      <div className="input-top">
        <button
          type="button"
          className="input-picture"
          aria-label={
            drawn
              ? 'Input: your drawing. Draw on'
              : `Input: ${pictureName(label, labels)}, picture ${input.index} of ${gallery?.name}. Choose another picture`
          }
          onClick={() => runCommand(drawn ? 'input.draw' : 'input.choose')}
        >
          {hit ? (
            <FaultyPicture thumbnail={hit.thumbnail} codes={hit.codes} />
          ) : (
            <ScenePicture input={input} />
          )}
        </button>
        <div className="input-ways">
          {gallery && <Way command="input.choose" text="Choose" />}
          {drawable && <Way command="input.draw" text="Draw" />}
          <Way command="input.file" text="File" />
        </div>
      </div>
      <div className="input-row">
        <span title={`${name}, ${source}`}>
          <strong>{name}</strong>{' '}
          {dataset !== null && !drawn ? (
            <button
              type="button"
              className="input-source"
              title="How these data are prepared"
              onClick={() => runCommand('input.file')}
            >
              {source}
            </button>
          ) : (
            <span className="soft">{source}</span>
          )}
        </span>
        {gallery && (
          <span className="input-steps">
            <Way command="input.previous" text="‹" icon />
            <Way command="input.next" text="›" icon />
          </span>
        )}
      </div>
    </div>
  );
}

interface WayProps {
  readonly command: string;
  readonly text: string;
  /** The text is a sign: the command's title is the name. */
  readonly icon?: boolean;
}

/** A way to another picture. */
function Way({ command, text, icon = false }: WayProps) {
  const { title, keys } = commandById(command);
  return (
    <button
      type="button"
      className={icon ? 'button plain icon-button' : 'button plain'}
      {...(icon ? { 'aria-label': title } : {})}
      title={`${title} (${keys[0]})`}
      onClick={() => runCommand(command)}
    >
      {text}
    </button>
  );
}

/** The input's own picture where a fault changed it; golden shows it as it was. */
function useHitInput(): { readonly thumbnail: Thumbnail; readonly codes: Uint8Array } | null {
  const graph = useGraph();
  const reply = useReply();
  const golden = useEffectiveView() === 'golden';
  const [first] = graph?.inputs ?? [];
  const node = first === undefined ? undefined : graph?.values[first]?.node;
  const thumbnail = reply?.faultyThumbnails.entries.find((entry) => entry.node === node);
  if (golden || !reply || !thumbnail?.changed.some(Boolean)) return null;
  // Grey, or all three colours: the picture of anything else would not be the picture.
  if (thumbnail.channelCount !== 1 && thumbnail.channels.length !== 3) return null;
  return { thumbnail, codes: reply.faultyThumbnails.buffer };
}
