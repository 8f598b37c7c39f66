/**
 * The sheet being drawn on and the scene that follows it: at most one scene a frame, and one entry of the history for as
 * long as the sheet is open. The sheet starts empty, or with the drawing that is the input already.
 */
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { emptyDrawing } from '#app/state/drawing.ts';
import { useScene } from '#app/state/scene.ts';

export interface Drawing {
  /** 28×28 inks; another array after every change. */
  readonly values: Float32Array;
  /** Changes a copy of the sheet in place. */
  readonly change: (edit: (values: Float32Array) => void) => void;
}

export function useDrawing(): Drawing {
  const [values, setValues] = useState(drawnBefore);
  const latest = useRef(values);
  const frame = useRef(0);
  const publish = useCallback(() => {
    frame.current = 0;
    useScene.getState().setInput({ kind: 'pixels', values: latest.current });
  }, []);
  const change = useCallback(
    (edit: (values: Float32Array) => void) => {
      const next = latest.current.slice();
      edit(next);
      latest.current = next;
      setValues(next);
      frame.current ||= requestAnimationFrame(publish);
    },
    [publish],
  );
  useEffect(() => {
    useScene.getState().beginStroke();
    return () => {
      if (frame.current !== 0) {
        // Closed before the last stroke was shown: it counts nevertheless.
        cancelAnimationFrame(frame.current);
        publish();
      }
      useScene.getState().endStroke();
    };
  }, [publish]);
  return useMemo(() => ({ values, change }), [values, change]);
}

function drawnBefore(): Float32Array {
  const { input } = useScene.getState().scene;
  return input.kind === 'pixels' ? input.values : emptyDrawing();
}
