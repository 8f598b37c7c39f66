// @vitest-environment happy-dom
import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { compare } from './comparison.ts';
import { FIRST_LAYER_VIEW, setLayerView } from './layerView.ts';
import { TensorView } from './TensorView.tsx';
import { tensorWords } from './tensorWords.ts';

const shape = [2, 3, 4];
const golden = Float32Array.from({ length: 24 }, (_, i) => i / 8);
const faulty = golden.slice();
faulty[5] = Number.NaN;
faulty[9] = 3e38;

let host: HTMLElement;
let root: Root;
const onPick = vi.fn<(flatIndex: number) => void>();

beforeEach(() => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
  host = document.body.appendChild(document.createElement('div'));
  root = createRoot(host);
  onPick.mockReset();
  const common = { tensor: 'conv/output', shape, role: 'value', view: 'faulty', site: 5, onPick } as const;
  setLayerView({ ...FIRST_LAYER_VIEW, table: true });
  const words = tensorWords({ golden, faulty });
  act(() => root.render(<TensorView {...common} words={words} comparison={compare(golden, faulty)} />));
});
afterEach(() => {
  act(() => root.unmount());
  host.remove();
});

const area = () => host.querySelector<HTMLElement>('[role=application]');
const press = (key: string) =>
  act(() => void area()?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true })));
const textOf = (selector: string) =>
  [...host.querySelectorAll(selector)].map((element) => element.textContent);

describe('a tensor on the screen', () => {
  it('names its pictures', () => {
    const labels = [...host.querySelectorAll('canvas')].map((canvas) => canvas.getAttribute('aria-label'));
    expect(labels).toEqual([
      '4 tiles, one for each channel, faulty, 1 changed',
      'Colours of the unsigned scale',
      'Golden, channel 1',
      'Faulty, channel 1',
      'Difference, channel 1',
    ]);
  });

  it.each([
    ['ArrowRight', 9, 'index 0, 2, 1: was 1.125, now 3e38'],
    ['PageDown', 6, 'index 0, 1, 2: 0.75'],
    ['.', 9, 'index 0, 2, 1: was 1.125, now 3e38'],
  ])('moves its cursor by %s and says where it is', (key, to, sentence) => {
    press(key);
    expect(onPick.mock.calls).toEqual([[to]]);
    expect(textOf('[aria-live=polite]')).toEqual([sentence]);
  });

  it('leaves other keys to the page', () => {
    press('g');
    expect(onPick).not.toHaveBeenCalled();
  });

  it('reads out the chosen element', () => {
    expect(textOf('.readout')[0]).toContain('[0,1,1]');
    expect(textOf('.readout')[0]).toContain('→ NaN');
  });

  it('counts what leaves the scale, and a count leads there', () => {
    const counts = [...host.querySelectorAll<HTMLButtonElement>('button.legend-count')];
    expect(counts.map((button) => button.textContent)).toEqual(['clipped 1', 'NaN 1']);
    act(() => counts[0]?.click());
    expect(onPick.mock.calls).toEqual([[9]]);
  });

  it('has a table of the same, what is not finite first', () => {
    expect(textOf('tbody th')).toEqual(['[0,1,1]', '[0,2,1]']);
    expect(textOf('tbody tr:first-child td')).toEqual(['0.625', 'NaN', 'NaN', '']);
  });
});
