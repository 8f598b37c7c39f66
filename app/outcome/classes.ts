/** Whether the outputs are scores of classes, as the engine judges it (scene/playScene): else no class can be right or wrong. */
import type { SceneReply } from '#workers/labApi.ts';

export function hasClasses(
  { golden }: Pick<SceneReply, 'golden'>,
  labels: readonly string[] | null,
): boolean {
  const [first, ...others] = golden;
  return (
    labels !== null ||
    (first !== undefined && others.length === 0 && first.shape.length === 2 && (first.shape[1] ?? 0) > 1)
  );
}
