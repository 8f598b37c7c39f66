/**
 * The drawing of a network in a panel: levels, card size, arrangement. Levels that the lanes do not hold are arranged in
 * a worker; until its answer comes, or if it is cancelled, they stand in lanes.
 */
import { useCallback, useEffect, useMemo, useState } from 'react';
import type { ModelGraph } from '#engine/graph/modelGraph.ts';
import { type LayoutJob, startLayout } from '#workers/layoutClient.ts';
import { type Arrangement, arrange, layoutOf, type ScatterAnswers } from './arrange.ts';
import type { Size } from './camera.ts';
import { type CardSize, cardSize } from './cardSize.ts';
import { levelOf } from './level.ts';
import { blocksIn, useOpenBlocks } from './networkStore.ts';
import { questionKey } from './scatter.ts';

/** A layout that takes longer says so and can be cancelled. */
const SLOW_AFTER_MS = 2500;
/** An answer so many times as wide as the lanes is no better. */
const MOST_WIDER = 1.6;

export interface Drawing {
  readonly arrangement: Arrangement;
  readonly size: CardSize;
  /** Set while a layout takes long. */
  readonly slow: { readonly boxes: number; readonly edges: number; readonly cancel: () => void } | null;
}

export function useDrawing(graph: ModelGraph, screen: Size): Drawing {
  const open = useOpenBlocks(graph);
  const [answers, setAnswers] = useState<ScatterAnswers>(() => new Map());
  const size = useMemo(() => {
    const { tree, first } = blocksIn(graph);
    return cardSize(layoutOf(levelOf(graph, tree, first), false), screen.width, screen.height);
  }, [graph, screen]);
  const level = useMemo(() => levelOf(graph, blocksIn(graph).tree, open), [graph, open]);
  const arrangement = useMemo(() => arrange(level, size, answers), [level, size, answers]);
  // Before the panel is measured cards have no size.
  const question = (screen.width > 0 && arrangement.questions[0]) || null;
  const key = question && questionKey(question);
  const [slowKey, setSlowKey] = useState<string | null>(null);
  const [job, setJob] = useState<LayoutJob | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key is the question
  useEffect(() => {
    if (question === null || key === null) return;
    const asked = startLayout(question);
    setJob(asked);
    const timer = setTimeout(() => setSlowKey(key), SLOW_AFTER_MS);
    const keep = (answer: Awaited<LayoutJob['answer']> | null) => {
      clearTimeout(timer);
      const tooWide = answer && answer.width > MOST_WIDER * arrangement.bounds.width;
      setAnswers((before) => new Map(before).set(key, tooWide ? null : answer));
    };
    asked.answer.then(keep, () => keep(null));
    return () => {
      clearTimeout(timer);
      asked.cancel();
    };
  }, [key]);
  const cancel = useCallback(() => {
    job?.cancel();
    if (key !== null) setAnswers((before) => new Map(before).set(key, null));
  }, [job, key]);
  const slow =
    question && key === slowKey
      ? { boxes: question.items.length, edges: question.links.length, cancel }
      : null;
  return { arrangement, size, slow };
}
