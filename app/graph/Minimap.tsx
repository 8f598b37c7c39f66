/** The whole network small, with a frame round what is in the panel; there only while something is out of sight. */
import { type PointerEvent, useEffect, useMemo, useRef } from 'react';
import { pointIn } from '#app/ui/pointIn.ts';
import { useColourScheme } from '#app/ui/useColourScheme.ts';
import { type Size, visibleRect } from './camera.ts';
import type { CameraControl } from './cameraControl.ts';
import type { PlacedItem } from './measured.ts';
import type { Rect } from './rect.ts';

/** Of the panel, and in pixels. */
const MOST_WIDTH = { share: 0.13, px: 88 } as const;
const MOST_HEIGHT = { share: 0.25, px: 180 } as const;
/** How much must be out of sight. */
const HIDDEN_BELOW = 1.12;

export interface MinimapProps {
  readonly items: readonly PlacedItem[];
  readonly bounds: Rect;
  readonly screen: Size;
  readonly control: CameraControl;
  readonly isChanged: (item: PlacedItem) => boolean;
}

export function Minimap({ items, bounds, screen, control, isChanged }: MinimapProps) {
  const box = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const lens = useRef<HTMLDivElement>(null);
  const scheme = useColourScheme();
  const wide = Math.min(MOST_WIDTH.px, screen.width * MOST_WIDTH.share);
  const high = Math.min(MOST_HEIGHT.px, screen.height * MOST_HEIGHT.share);
  const scale = Math.min(wide / Math.max(1, bounds.width), high / Math.max(1, bounds.height));
  const [width, height] = [Math.ceil(bounds.width * scale), Math.ceil(bounds.height * scale)];
  // biome-ignore lint/correctness/useExhaustiveDependencies: colours come from the scheme's tokens
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!canvas.current || !context) return;
    const ratio = globalThis.devicePixelRatio || 1;
    canvas.current.width = width * ratio;
    canvas.current.height = height * ratio;
    context.setTransform(
      ratio * scale,
      0,
      0,
      ratio * scale,
      -bounds.x * ratio * scale,
      -bounds.y * ratio * scale,
    );
    const tokens = getComputedStyle(canvas.current);
    const colour = (name: string) => tokens.getPropertyValue(name);
    for (const item of items) {
      const frame = item.item.kind === 'open';
      context.fillStyle = colour(frame ? '--raised' : isChanged(item) ? '--fault' : '--edge');
      // At least a pixel high, however small the map.
      context.fillRect(item.x, item.y, item.width, Math.max(item.height, 1.2 / scale));
    }
  }, [items, bounds, scale, width, height, isChanged, scheme]);
  useEffect(
    () =>
      control.onMove((camera) => {
        if (!box.current || !lens.current) return;
        const seen = visibleRect(camera, control.screen);
        const all = bounds.width * HIDDEN_BELOW < seen.width && bounds.height < seen.height * HIDDEN_BELOW;
        const partly = bounds.height > seen.height * HIDDEN_BELOW || bounds.width > seen.width * HIDDEN_BELOW;
        box.current.hidden = all || !partly;
        const [left, top] = [Math.max(0, seen.x - bounds.x), Math.max(0, seen.y - bounds.y)];
        const right = Math.min(bounds.width, seen.x + seen.width - bounds.x);
        const bottom = Math.min(bounds.height, seen.y + seen.height - bounds.y);
        lens.current.style.transform = `translate(${left * scale}px, ${top * scale}px)`;
        lens.current.style.width = `${Math.max(0, right - left) * scale}px`;
        lens.current.style.height = `${Math.max(0, bottom - top) * scale}px`;
      }),
    [control, bounds, scale],
  );
  const look = useMemo(
    () => (event: PointerEvent<HTMLDivElement>) => {
      if (event.type === 'pointermove' && event.buttons === 0) return;
      const at = pointIn(event.currentTarget, event);
      const seen = visibleRect(control.camera, control.screen);
      const x = at.x / scale + bounds.x - (seen.x + seen.width / 2);
      const y = at.y / scale + bounds.y - (seen.y + seen.height / 2);
      control.panBy(-x * control.camera.scale, -y * control.camera.scale);
    },
    [control, bounds, scale],
  );
  return (
    <div ref={box} className="minimap graph-overlay" aria-hidden="true" hidden>
      <div
        className="minimap-map"
        style={{ width, height }}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          look(event);
        }}
        onPointerMove={look}
      >
        <canvas ref={canvas} style={{ width, height }} />
        <div ref={lens} className="minimap-lens" />
      </div>
    </div>
  );
}
