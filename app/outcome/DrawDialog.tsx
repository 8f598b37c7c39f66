/** Drawing the input: a sheet, and beside it what the model makes of it while it is drawn. A file can be traced too. */
import { useRef, useState } from 'react';
import { Dialog } from '#app/shell/Dialog.tsx';
import { nearestInk } from '#app/state/drawing.ts';
import { useLab, useReply } from '#app/state/lab.ts';
import { notify } from '#app/state/notices.ts';
import { useScene } from '#app/state/scene.ts';
import { DrawingSheet } from './DrawingSheet.tsx';
import { readPictureFile } from './pictureFile.ts';
import { ScoreBars } from './ScoreBars.tsx';
import { useDrawing } from './useDrawing.ts';
import { VerdictChip } from './VerdictChip.tsx';
import './draw.css';

export interface DrawDialogProps {
  readonly onClose: () => void;
}

export function DrawDialog({ onClose }: DrawDialogProps) {
  const drawing = useDrawing();
  const [erasing, setErasing] = useState(false);
  const file = useRef<HTMLInputElement>(null);
  const { change } = drawing;
  const open = async (chosen: File | undefined) => {
    if (!chosen) return;
    try {
      const inks = await readPictureFile(chosen);
      change((sheet) => sheet.set(inks));
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      notify('warning', `${chosen.name} could not be read as a picture. ${why}`);
    }
  };
  return (
    <Dialog title="Draw a digit" onClose={onClose}>
      <div className="draw">
        <div className="draw-left">
          <DrawingSheet drawing={drawing} erasing={erasing} />
          <div className="draw-tools">
            <button
              type="button"
              className="button"
              aria-pressed={erasing}
              onClick={() => setErasing(!erasing)}
            >
              Eraser
            </button>
            <button type="button" className="button" onClick={() => change((sheet) => void sheet.fill(0))}>
              Clear
            </button>
            <button
              type="button"
              className="button"
              onClick={() => change((sheet) => sheet.set(sheet.map((ink) => nearestInk(1 - ink))))}
            >
              Invert
            </button>
            <button type="button" className="button" onClick={() => file.current?.click()}>
              Open a picture
            </button>
            <input
              ref={file}
              type="file"
              accept="image/*"
              hidden
              aria-label="Picture file"
              onChange={(event) => {
                void open(event.target.files?.[0]);
                // The same file can be chosen again.
                event.target.value = '';
              }}
            />
          </div>
        </div>
        <Prediction onClose={onClose} />
      </div>
    </Dialog>
  );
}

function Prediction({ onClose }: { readonly onClose: () => void }) {
  const reply = useReply();
  const labels = useLab((state) => state.model?.card.labels ?? null);
  const drawn = useScene((state) => state.scene.input.kind === 'pixels');
  return (
    <div className="draw-right">
      {reply && drawn ? (
        <>
          <ScoreBars reply={reply} labels={labels} goldenOnly={reply.faults.length === 0} />
          <VerdictChip reply={reply} />
        </>
      ) : (
        <p className="soft">
          Draw with mouse or finger: the model answers while you draw. Digits it has learned fill the dashed
          square.
        </p>
      )}
      <button type="button" className="button draw-done" onClick={onClose}>
        Done
      </button>
    </div>
  );
}
