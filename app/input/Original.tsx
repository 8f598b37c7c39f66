/** The item as it is in its file, where it is a picture. */
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { ModelGraph } from '#engine/graph/modelGraph.ts';
import { inputTargets } from '#engine/scene/inputTargets.ts';
import type { OriginalPicture } from '#workers/datasetApi.ts';
import { askDatasetReader } from '#workers/datasetClient.ts';
import type { DatasetSource } from '#workers/labApi.ts';

interface OriginalProps {
  readonly source: DatasetSource;
  readonly graph: ModelGraph;
  readonly index: number;
}

export function Original({ source, graph, index }: OriginalProps) {
  const { files, name } = source;
  const [picture, setPicture] = useState<OriginalPicture | null>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const giveUp = new AbortController();
    askDatasetReader(
      (reader) => reader.original(files, name, inputTargets(graph), index),
      giveUp.signal,
    ).then(
      (found) => {
        if (!giveUp.signal.aborted) setPicture(found);
      },
      // What it becomes is there all the same.
      () => undefined,
    );
    return () => giveUp.abort();
  }, [files, name, graph, index]);
  useLayoutEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context || !picture) return;
    const { width, height, rgba } = picture.look;
    context.putImageData(new ImageData(Uint8ClampedArray.from(rgba), width, height), 0, 0);
  }, [picture]);
  if (picture === null) return null;
  const { width, height } = picture.look;
  return (
    <figure>
      <canvas ref={canvas} {...{ width, height }} role="img" aria-label={`${picture.name}, as it is`} />
      <figcaption title={picture.name}>
        As it is{' '}
        <span className="soft">
          {picture.width} × {picture.height}
        </span>
      </figcaption>
    </figure>
  );
}
