import { beforeEach, describe, expect, it } from 'vitest';
import { withFlippedBit } from './flipFault.ts';
import { FIRST_SCENE, useScene } from './scene.ts';

const site = 'conv2d_1/kernel[0,2,1,5]';
const faults = () => useScene.getState().scene.faults;

beforeEach(() => {
  useScene.setState({ scene: FIRST_SCENE, revision: 1, past: [], future: [] });
});

describe('withFlippedBit', () => {
  it.each([
    ['a first flip', [], 30, [`${site}:flip(30)`]],
    ['a second bit of the word', [`${site}:flip(30)`], 2, [`${site}:flip(30,2)`]],
    ['one of two back', [`${site}:flip(30,2)`], 30, [`${site}:flip(2)`]],
    ['the last one back', [`${site}:flip(30)`], 30, []],
    ['beside another kind of fault', [`${site}:stuck0(30)`], 30, [`${site}:stuck0(30)`, `${site}:flip(30)`]],
    ['another word', ['dense/bias[3]:flip(30)'], 30, ['dense/bias[3]:flip(30)', `${site}:flip(30)`]],
    [
      'a flip with a format of its own',
      [`${site}:flip(7)@float16`],
      7,
      [`${site}:flip(7)@float16`, `${site}:flip(7)`],
    ],
    [
      'a flip that a later fault covers stays as it is',
      [`${site}:flip(30)`, `${site}:set(1)`],
      30,
      [`${site}:flip(30)`, `${site}:set(1)`, `${site}:flip(30)`],
    ],
    [
      'the flip after that fault is the one that is edited',
      [`${site}:flip(30)`, 'conv2d_1/kernel[*,2,1,5]:zero', `${site}:flip(30)`],
      30,
      [`${site}:flip(30)`, 'conv2d_1/kernel[*,2,1,5]:zero'],
    ],
    [
      'a later fault on another word covers nothing',
      [`${site}:flip(30)`, 'conv2d_1/kernel[0,2,1,6]:zero', 'conv2d_1/bias[5]:zero'],
      2,
      [`${site}:flip(30,2)`, 'conv2d_1/kernel[0,2,1,6]:zero', 'conv2d_1/bias[5]:zero'],
    ],
    [
      'a later wider flip covers nothing',
      [`${site}:flip(30)`, 'conv2d_1/kernel[0,2,1,*]:flip(2)'],
      30,
      ['conv2d_1/kernel[0,2,1,*]:flip(2)'],
    ],
    [
      'keeps the place in the list',
      [`${site}:flip(1)`, 'a/b[0]:zero'],
      3,
      [`${site}:flip(1,3)`, 'a/b[0]:zero'],
    ],
  ] as const)('%s', (_, before, bit, after) => {
    expect(withFlippedBit(before, site, bit)).toEqual(after);
  });
});

describe('scene', () => {
  it('undoes and redoes every change, and counts a revision for each', () => {
    const { toggleBit, addFault, setInput, undo, redo } = useScene.getState();
    toggleBit('conv2d_1/kernel', '0,2,1,5', 30);
    addFault('dense/bias[3]:zero');
    setInput({ kind: 'gallery', index: 3 });
    expect(useScene.getState().revision).toBe(4);
    undo();
    expect(useScene.getState().scene.input).toEqual(FIRST_SCENE.input);
    undo();
    undo();
    expect(faults()).toEqual([]);
    undo();
    expect(useScene.getState().revision).toBe(7);
    redo();
    redo();
    expect(faults()).toEqual([`${site}:flip(30)`, 'dense/bias[3]:zero']);
    expect(useScene.getState().revision).toBe(9);
  });

  it('keeps a drawing that goes on as one entry', () => {
    const { setInput, amendInput, undo } = useScene.getState();
    const drawn = (...values: number[]) => ({ kind: 'pixels' as const, values: Float32Array.from(values) });
    setInput(drawn(0, 1));
    amendInput(drawn(1, 1));
    amendInput(drawn(1, 1));
    expect(useScene.getState()).toMatchObject({ scene: { input: drawn(1, 1) }, revision: 3 });
    undo();
    expect(useScene.getState().scene.input).toEqual(FIRST_SCENE.input);
    expect(useScene.getState().past).toEqual([]);
  });

  it('forgets what was undone when something new is done', () => {
    const { addFault, undo, redo } = useScene.getState();
    addFault('a/kernel[0]:zero');
    undo();
    addFault('b/kernel[0]:zero');
    redo();
    expect(faults()).toEqual(['b/kernel[0]:zero']);
  });

  it('takes no notice of a change that changes nothing', () => {
    const before = useScene.getState();
    before.setInput({ kind: 'gallery', index: 7 });
    before.clearFaults();
    before.removeFault(4);
    expect(useScene.getState()).toBe(before);
  });

  it('never changes a scene that was handed out', () => {
    const { addFault, removeFault } = useScene.getState();
    addFault('a/kernel[0]:zero');
    const seen = useScene.getState().scene;
    removeFault(0);
    expect(seen.faults).toEqual(['a/kernel[0]:zero']);
    expect(faults()).toEqual([]);
  });

  it('a scene from a link can be undone, or starts the history anew', () => {
    const { addFault, replace, undo } = useScene.getState();
    const linked = { input: { kind: 'gallery', index: 1 }, faults: [] } as const;
    addFault('a/kernel[0]:zero');
    replace(linked, true);
    undo();
    expect(faults()).toEqual(['a/kernel[0]:zero']);
    replace(linked, false);
    expect(useScene.getState().past).toEqual([]);
  });
});
