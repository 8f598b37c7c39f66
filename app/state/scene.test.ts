import { beforeEach, describe, expect, it } from 'vitest';
import { withFlippedBit } from './flipFault.ts';
import { activeFaults, FIRST_SCENE, switchedOn, useScene } from './scene.ts';

const site = 'conv2d_1/kernel[0,2,1,5]';
const faults = () => useScene.getState().scene.faults.map(({ text }) => text);

beforeEach(() => {
  useScene.setState({ scene: FIRST_SCENE, revision: 1, past: [], future: [], stroke: 'none' });
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
    expect(withFlippedBit(before.map(switchedOn), site, bit)).toEqual(after.map(switchedOn));
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

  it('makes one entry of a stroke, and none of one that ends where it began', () => {
    const { setInput, beginStroke, endStroke, undo } = useScene.getState();
    const drawn = (...values: number[]) => ({ kind: 'pixels' as const, values: Float32Array.from(values) });
    beginStroke();
    setInput(drawn(0, 1));
    setInput(drawn(1, 1));
    endStroke();
    expect(useScene.getState()).toMatchObject({ scene: { input: drawn(1, 1) }, revision: 3 });
    expect(useScene.getState().past).toHaveLength(1);
    beginStroke();
    setInput(drawn(1, 0));
    setInput(drawn(1, 1));
    endStroke();
    expect(useScene.getState().past).toHaveLength(1);
    setInput(drawn(0, 0));
    expect(useScene.getState().past).toHaveLength(2);
    undo();
    undo();
    expect(useScene.getState().scene.input).toEqual(FIRST_SCENE.input);
    expect(useScene.getState().past).toEqual([]);
  });

  it('plays only the faults that are on; a switch is a change like another', () => {
    const { addFault, switchFault, toggleBit, undo } = useScene.getState();
    const active = () => activeFaults(useScene.getState().scene);
    addFault('a/kernel[0]:zero', 'conv2d_1/kernel[0,2,1,5]:flip(30)');
    expect(useScene.getState().past).toHaveLength(1);
    switchFault(1, false);
    expect(active()).toEqual(['a/kernel[0]:zero']);
    expect(faults()).toHaveLength(2);
    expect(active()).toBe(active());
    toggleBit('conv2d_1/kernel', '0,2,1,5', 30);
    expect(active()).toEqual(['a/kernel[0]:zero', 'conv2d_1/kernel[0,2,1,5]:flip(30)']);
    expect(faults()).toHaveLength(3);
    undo();
    undo();
    expect(active()).toHaveLength(2);
  });

  it('moves a fault to another place', () => {
    const { addFault, moveFault } = useScene.getState();
    addFault('a/k[0]:zero', 'b/k[0]:zero', 'c/k[0]:zero');
    moveFault(0, 2);
    expect(faults()).toEqual(['b/k[0]:zero', 'c/k[0]:zero', 'a/k[0]:zero']);
    moveFault(2, 1);
    expect(faults()).toEqual(['b/k[0]:zero', 'a/k[0]:zero', 'c/k[0]:zero']);
    moveFault(7, 0);
    expect(faults()).toHaveLength(3);
  });

  it('jumps to any scene of the history and back', () => {
    const { addFault, jump } = useScene.getState();
    for (const name of ['a', 'b', 'c']) addFault(`${name}/k[0]:zero`);
    const all = [...useScene.getState().past, useScene.getState().scene];
    jump(1);
    expect(faults()).toEqual(['a/k[0]:zero']);
    expect(useScene.getState().future).toHaveLength(2);
    jump(3);
    jump(9);
    expect([...useScene.getState().past, useScene.getState().scene]).toEqual(all);
    expect(useScene.getState().revision).toBe(6);
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
    expect(seen.faults).toEqual([switchedOn('a/kernel[0]:zero')]);
    expect(faults()).toEqual([]);
  });

  it('a scene from a link can be undone, or starts the history anew', () => {
    const { addFault, replace, undo } = useScene.getState();
    const linked = { ...FIRST_SCENE, input: { kind: 'gallery', index: 1 } } as const;
    addFault('a/kernel[0]:zero');
    replace(linked, true);
    undo();
    expect(faults()).toEqual(['a/kernel[0]:zero']);
    replace(linked, false);
    expect(useScene.getState().past).toEqual([]);
  });
});
