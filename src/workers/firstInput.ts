/** The picture that is shown before one was chosen: its place in the gallery. */
export const FIRST_INPUT_INDEX = 7;
