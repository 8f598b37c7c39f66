/** How the open data become the model's input: the item as it is, as the network sees it, and what lies between. */
import { useEffect, useState } from 'react';
import { GalleryPicture } from '#app/outcome/GalleryPicture.tsx';
import type { ModelSummary } from '#app/state/lab.ts';
import { switchDataset } from '#app/state/labDriver.ts';
import { useOpenModel } from '#app/state/openModel.ts';
import { useScene } from '#app/state/scene.ts';
import type { Preparation } from '#engine/io/datasets/preparation.ts';
import { parseRecipe, printRecipe } from '#engine/scene/inputRecipe.ts';
import { inputTargets } from '#engine/scene/inputTargets.ts';
import type { DatasetReport } from '#workers/labApi.ts';
import { Original } from './Original.tsx';
import { PreparationFields } from './PreparationFields.tsx';

interface PreparingProps {
  readonly model: ModelSummary;
  readonly dataset: DatasetReport;
}

export function Preparing({ model, dataset }: PreparingProps) {
  const source = useOpenModel((state) => state.entry?.dataset ?? null);
  const index = useScene(({ scene }) => (scene.input.kind === 'gallery' ? scene.input.index : 0));
  const [target] = inputTargets(model.graph);
  const recipe = parseRecipe(dataset.recipe);
  // What was typed stands in its field although it is not yet a number.
  const [preparation, setPreparation] = useState(recipe.preparation);
  useEffect(() => setPreparation(parseRecipe(dataset.recipe).preparation), [dataset.recipe]);
  const change = (part: Partial<Preparation>) => {
    const next = { ...preparation, ...part };
    setPreparation(next);
    if (source !== null)
      void switchDataset({ ...source, recipe: printRecipe({ ...recipe, preparation: next }) });
  };
  const shape = target?.shape.map((size) => size ?? '?').join(' × ');
  return (
    <div className="preparing">
      <div className="preparing-looks">
        {source !== null && dataset.kind === 'pictures' && (
          <Original source={source} graph={model.graph} index={index} />
        )}
        <figure>
          <GalleryPicture index={index} className="preparing-seen" label="What the network sees" />
          <figcaption>
            What the network sees <span className="soft">{shape}</span>
          </figcaption>
        </figure>
      </div>
      {!(target?.whole ?? false) && (
        <PreparationFields
          preparation={preparation}
          pictures={dataset.kind === 'pictures'}
          range={model.card.inputRange}
          colour={model.gallery?.shape[2] === 3}
          onChange={change}
        />
      )}
    </div>
  );
}
