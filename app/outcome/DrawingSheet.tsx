/** The sheet: 28×28 cells under a soft pen, by mouse, finger or stylus, or cell by cell with the keyboard. */
import { type KeyboardEvent, type PointerEvent, useMemo, useRef, useState } from 'react';
import { DRAWING_SIDE } from '#app/state/drawing.ts';
import { InkCanvas } from './InkCanvas.tsx';
import { inkStroke, type Point } from './penStroke.ts';
import { inkBytes } from './ScenePicture.tsx';
import { sheetStep } from './sheetKeys.ts';
import type { Drawing } from './useDrawing.ts';

export interface DrawingSheetProps {
  readonly drawing: Drawing;
  readonly erasing: boolean;
}

const SHAPE = [DRAWING_SIDE, DRAWING_SIDE, 1];
const MIDDLE = (DRAWING_SIDE / 2) * DRAWING_SIDE + DRAWING_SIDE / 2;

export function DrawingSheet({ drawing, erasing }: DrawingSheetProps) {
  const { values, change } = drawing;
  const pixels = useMemo(() => inkBytes(values), [values]);
  const [cell, setCell] = useState(MIDDLE);
  const [spoken, setSpoken] = useState('');
  const pen = useRef<Point | null>(null);

  const strokeTo = (points: readonly Point[], erase: boolean) =>
    change((sheet) => {
      for (const point of points) {
        inkStroke(sheet, DRAWING_SIDE, pen.current ?? point, point, erase);
        pen.current = point;
      }
    });
  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    pen.current = null;
    strokeTo([pointOf(event.nativeEvent, event.currentTarget)], erasing);
  };
  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    if (pen.current === null) return;
    const { nativeEvent, currentTarget } = event;
    const passed = nativeEvent.getCoalescedEvents?.() ?? [];
    const events = passed.length > 0 ? passed : [nativeEvent];
    strokeTo(
      events.map((each) => pointOf(each, currentTarget)),
      erasing,
    );
  };
  const lift = () => {
    pen.current = null;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = sheetStep(event.key, event.shiftKey, cell, DRAWING_SIDE);
    if (!step) return;
    event.preventDefault();
    setCell(step.cell);
    const place = `row ${Math.floor(step.cell / DRAWING_SIDE)}, column ${step.cell % DRAWING_SIDE}`;
    if (step.act === 'move') {
      const ink = Math.round((values[step.cell] as number) * 100);
      setSpoken(`${place}: ${ink === 0 ? 'paper' : `${ink} % ink`}`);
      return;
    }
    setSpoken(`${place}: ${step.act === 'ink' ? 'inked' : 'erased'}`);
    pen.current = step.act === 'ink' && event.shiftKey ? middleOf(cell) : null;
    strokeTo([middleOf(step.cell)], step.act === 'erase' || erasing);
    lift();
  };
  return (
    <>
      <div
        className="sheet"
        role="application"
        data-first-focus
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the cursor of role=application needs the focus
        tabIndex={0}
        aria-label="Sheet of 28 by 28 cells. Arrow keys move, Space inks, Shift with an arrow draws a line, Delete erases."
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={lift}
        onPointerCancel={lift}
        onKeyDown={onKeyDown}
      >
        <InkCanvas pixels={pixels} shape={SHAPE} />
        <div className="sheet-middle" />
        <div
          className="sheet-cursor"
          style={{
            left: `${((cell % DRAWING_SIDE) / DRAWING_SIDE) * 100}%`,
            top: `${(Math.floor(cell / DRAWING_SIDE) / DRAWING_SIDE) * 100}%`,
          }}
        />
      </div>
      <div className="visually-hidden" aria-live="polite">
        {spoken}
      </div>
    </>
  );
}

function pointOf({ clientX, clientY }: MouseEvent, sheet: HTMLElement): Point {
  const box = sheet.getBoundingClientRect();
  return {
    x: ((clientX - box.left) / box.width) * DRAWING_SIDE,
    y: ((clientY - box.top) / box.height) * DRAWING_SIDE,
  };
}

function middleOf(cell: number): Point {
  return { x: (cell % DRAWING_SIDE) + 0.5, y: Math.floor(cell / DRAWING_SIDE) + 0.5 };
}
