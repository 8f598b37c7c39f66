/** The first run of a model that was built: what TensorFlow.js only notices now is a refusal of the model, not a bug. */
import { LabError } from '../labError.ts';

export async function firstRun<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof LabError) throw error;
    const why = error instanceof Error && !(error instanceof TypeError) ? `: ${error.message}` : '';
    throw new LabError(
      'bad-model',
      `The model was built, but does not run${why}. Its layers do not fit together; save or export it again.`,
      { why },
    );
  }
}
