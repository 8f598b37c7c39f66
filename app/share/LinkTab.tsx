/** The link to the scene, what it leaves out for a class, and the same as a QR code to be photographed off the wall. */
import { useMemo, useState } from 'react';
import { type Display, HIDEABLE, type Hideable, useDisplay } from '#app/state/display.ts';
import { CopyField } from './CopyField.tsx';
import { HIDEABLE_FACTS } from './hideable.ts';
import { QrCode } from './QrCode.tsx';
import { sceneLink } from './sceneLink.ts';
import { TooLong } from './TooLong.tsx';

export function LinkTab() {
  const [hidden, setHidden] = useState(() => useDisplay.getState().hidden);
  const link = useMemo(() => sceneLink({ embed: null, hidden }), [hidden]);
  return (
    <div className="share-link">
      <div className="share-main">
        <CopyField label="Link" text={link} what="The link to this scene" first />
        <TooLong link={link} />
        <p className="soft">
          Model, picture, faults and what you look at stand in the link. Whoever opens it sees the same;
          nothing is sent anywhere.
        </p>
        <HideBoxes hidden={hidden} onChange={setHidden} />
      </div>
      <QrCode link={link} />
    </div>
  );
}

interface HideBoxesProps {
  readonly hidden: Display['hidden'];
  readonly onChange: (hidden: readonly Hideable[]) => void;
}

export function HideBoxes({ hidden, onChange }: HideBoxesProps) {
  return (
    <fieldset className="hide-boxes">
      <legend>Hide for class</legend>
      {HIDEABLE.map((key) => (
        <label key={key}>
          <input
            type="checkbox"
            checked={hidden.includes(key)}
            onChange={(event) =>
              onChange(
                HIDEABLE.filter((each) => (each === key ? event.target.checked : hidden.includes(each))),
              )
            }
          />
          {HIDEABLE_FACTS[key].label}
        </label>
      ))}
    </fieldset>
  );
}
