/** The scene in a frame of another page: which part, how large, and the HTML for it. */
import { useMemo, useState } from 'react';
import { EMBED_PARTS, type EmbedPart, useDisplay } from '#app/state/display.ts';
import { useLab } from '#app/state/lab.ts';
import { Segmented } from '#app/ui/Segmented.tsx';
import { CopyField } from './CopyField.tsx';
import { embedSnippet } from './embedSnippet.ts';
import { HideBoxes } from './LinkTab.tsx';
import { sceneLink } from './sceneLink.ts';
import { TooLong } from './TooLong.tsx';

const PART_NAMES: Readonly<Record<EmbedPart, string>> = {
  all: 'Everything',
  network: 'Network and outcome',
  outcome: 'Outcome',
  layer: 'Layer and word',
};
const SIZES = ['600 × 400', '800 × 520', '1000 × 640'] as const;
type Size = (typeof SIZES)[number];

export function EmbedTab() {
  const [part, setPart] = useState<EmbedPart>('network');
  const [size, setSize] = useState<Size>('600 × 400');
  const [hidden, setHidden] = useState(() => useDisplay.getState().hidden);
  const name = useLab((state) => state.model?.card.name ?? '');
  const link = useMemo(() => sceneLink({ embed: part, hidden }), [part, hidden]);
  const [widthPixels = 0, heightPixels = 0] = size.split(' × ').map(Number);
  const snippet = embedSnippet({ link, title: `Bitflip Lab: ${name}`, widthPixels, heightPixels });
  return (
    <div className="share-main">
      <Segmented
        label="Part"
        options={EMBED_PARTS.map((value) => ({ value, label: PART_NAMES[value] }))}
        value={part}
        onChange={setPart}
      />
      <Segmented
        label="Size in pixels"
        options={SIZES.map((value) => ({ value, label: value }))}
        value={size}
        onChange={setSize}
      />
      <CopyField label="HTML" text={snippet} what="The frame" rows={5} />
      <TooLong link={link} />
      <HideBoxes hidden={hidden} onChange={setHidden} />
      <p className="soft">
        The frame computes in the reader's own browser. It takes neither the focus nor the wheel before it is
        clicked.{' '}
        <a href={link} target="_blank" rel="noopener">
          See it alone
        </a>
        .
      </p>
    </div>
  );
}
