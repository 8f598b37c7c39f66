/**
 * A node's small picture: changed channels first, outlined. One canvas a tile at data resolution, enlarged by CSS. A
 * change is painted after `delayMs`, so that corruption is seen to travel down the network.
 */
import { useEffect, useLayoutEffect, useRef } from 'react';
import type { View } from '#app/state/selection.ts';
import { lutOf } from '#app/ui/lut.ts';
import { useColourScheme } from '#app/ui/useColourScheme.ts';
import type { SceneReply, Thumbnail } from '#workers/labApi.ts';
import { paintTile, scaleKindOf, tileCodes } from './paintThumbnail.ts';

export interface ThumbProps {
  readonly thumbnail: Thumbnail;
  readonly reply: SceneReply;
  readonly view: View;
  readonly delayMs: number;
}

export function Thumb({ mostTiles, ...props }: ThumbProps & { readonly mostTiles: number }) {
  const { thumbnail, view } = props;
  const { layout, channels, changed, channelCount } = thumbnail;
  const marked = (tile: number) => layout === 'image' && view !== 'golden' && changed[tile] === true;
  const shown = channels.slice(0, mostTiles);
  const more = channelCount - shown.length;
  return (
    <span className="thumb" data-layout={layout} aria-hidden="true">
      {shown.map((channel, tile) => (
        <Tile key={channel} tile={tile} marked={marked(tile)} {...props} />
      ))}
      {more > 0 && <span className="thumb-more">+{more}</span>}
    </span>
  );
}

interface TileProps extends ThumbProps {
  readonly tile: number;
  readonly marked: boolean;
}

function Tile({ thumbnail, reply, view, delayMs, tile, marked }: TileProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const scheme = useColourScheme();
  const painted = useRef(false);
  const { width, height } = thumbnail;
  const paint = () => {
    const context = canvas.current?.getContext('2d');
    if (!context) return;
    const codes = tileCodes(
      thumbnail,
      tile,
      reply.goldenThumbnails.buffer,
      reply.faultyThumbnails.buffer,
      view,
    );
    const image = new ImageData(width, height);
    paintTile(codes, lutOf(scaleKindOf(thumbnail, view), scheme), new Uint32Array(image.data.buffer));
    context.putImageData(image, 0, 0);
    painted.current = true;
  };
  // Only a new reply travels; another view or theme is there at once.
  const latest = useRef(paint);
  const travelMs = useRef(delayMs);
  useLayoutEffect(() => {
    latest.current = paint;
    travelMs.current = delayMs;
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new reply is what starts the journey
  useEffect(() => {
    if (!painted.current || travelMs.current === 0) {
      latest.current();
      return;
    }
    const timer = setTimeout(() => latest.current(), travelMs.current);
    return () => clearTimeout(timer);
  }, [reply, tile]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: repaint for what changes the colours only
  useLayoutEffect(() => {
    if (painted.current) latest.current();
  }, [view, scheme]);
  const tall = thumbnail.layout === 'strip' ? { height: Math.min(38, Math.max(18, height * 8)) } : undefined;
  return (
    <canvas
      ref={canvas}
      className={marked ? 'thumb-tile marked' : 'thumb-tile'}
      style={tall}
      {...{ width, height }}
    />
  );
}
