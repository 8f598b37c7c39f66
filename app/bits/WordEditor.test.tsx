// @vitest-environment happy-dom
import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type FlipsQuestion, followFlips } from '#app/state/flips.ts';
import { FIRST_SCENE } from '#app/state/scene.ts';
import type { FlipOutcome, FlipsRequest } from '#workers/labApi.ts';
import type { LabClient } from '#workers/labClient.ts';
import { WordEditor } from './WordEditor.tsx';
import { wordModel } from './wordModel.ts';

const golden = 0x3dd56a1f;
let host: HTMLElement;
let root: Root;
const onFlip = vi.fn<(bits: readonly number[]) => void>();
const onSet = vi.fn<(word: number) => void>();
const onStroke = vi.fn<(part: 'begin' | 'end') => void>();
const question: FlipsQuestion = { scene: FIRST_SCENE, tensor: 'conv/kernel', index: 0, width: 32 };

beforeEach(() => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
  host = document.body.appendChild(document.createElement('div'));
  root = createRoot(host);
  onFlip.mockReset();
  onSet.mockReset();
  onStroke.mockReset();
});
afterEach(() => {
  act(() => root.unmount());
  host.remove();
});

function show(faulty: number, flips: readonly number[]) {
  const words = { model: wordModel(null, 0), golden, base: golden, faulty, flips: new Set(flips) };
  const props = { ...words, question, onFlip, onSet, onStroke };
  act(() => root.render(<WordEditor {...props} />));
}

function bit(bitIndex: number): HTMLButtonElement {
  const found = [...host.querySelectorAll<HTMLButtonElement>('fieldset button')].find((button) =>
    button.getAttribute('aria-label')?.startsWith(`bit ${bitIndex},`),
  );
  if (!found) throw new Error(`bit ${bitIndex} is not there`);
  return found;
}

const fire = (target: EventTarget, event: Event) => act(() => void target.dispatchEvent(event));
const pointer = (type: string) => new PointerEvent(type, { bubbles: true, button: 0, pointerType: 'mouse' });

describe('bits', () => {
  it('are named by index, field and digit, and say what a flip would do', () => {
    show(golden, []);
    expect(bit(30).getAttribute('aria-label')).toBe('bit 30, exponent, 0');
    expect(bit(31).getAttribute('aria-label')).toBe('bit 31, sign, 0');
    expect(bit(0).getAttribute('aria-label')).toBe('bit 0, mantissa, 1');
    expect(bit(30).getAttribute('aria-description')).toMatch(/^flips to 3\.\d+e37$/);
  });

  it('are pressed where a fault flips them', () => {
    show(0x7dd56a1f, [30]);
    expect(bit(30).getAttribute('aria-pressed')).toBe('true');
    expect(bit(29).getAttribute('aria-pressed')).toBe('false');
    expect(host.querySelector<HTMLInputElement>('[data-notation=hex]')?.value).toBe('0x7dd56a1f');
  });

  it('flip by a click', () => {
    show(golden, []);
    act(() => bit(30).click());
    expect(onFlip.mock.calls).toEqual([[[30]]]);
  });

  it('are flipped by a press, and a drag paints those with the other digit: one stroke', () => {
    show(0b1000000, []);
    fire(bit(5), pointer('pointerdown'));
    for (const passed of [6, 7, 6]) fire(bit(passed), pointer('pointerover'));
    expect(onStroke.mock.calls).toEqual([['begin']]);
    fire(window, pointer('pointerup'));
    act(() => bit(5).click());
    expect(onFlip.mock.calls).toEqual([[[5]], [[7]]]);
    expect(onStroke.mock.calls).toEqual([['begin'], ['end']]);
  });

  it('that a quick pointer jumped over are painted too', () => {
    show(0, []);
    fire(bit(3), pointer('pointerdown'));
    fire(bit(7), pointer('pointerover'));
    expect(onFlip.mock.calls).toEqual([[[3]], [[6, 5, 4, 7]]]);
  });

  it('are not painted by a finger, which scrolls; a tap flips', () => {
    show(0, []);
    fire(bit(3), new PointerEvent('pointerdown', { bubbles: true, button: 0, pointerType: 'touch' }));
    fire(bit(4), pointer('pointerover'));
    act(() => bit(3).click());
    expect(onFlip.mock.calls).toEqual([[[3]]]);
  });

  it('are one tab stop that the arrows move', () => {
    show(golden, []);
    const stops = () =>
      [...host.querySelectorAll('fieldset button[data-bit]')].filter(
        (b) => b.getAttribute('tabindex') === '0',
      );
    expect(stops()).toEqual([bit(30)]);
    bit(30).focus();
    fire(bit(30), new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true }));
    expect(document.activeElement).toBe(bit(29));
    expect(stops()).toEqual([bit(29)]);
  });
});

describe('word', () => {
  it('steps to its neighbours', () => {
    show(golden, []);
    const above = host.querySelector<HTMLButtonElement>('[aria-label^="next number above"]');
    act(() => above?.click());
    expect(onSet.mock.calls).toEqual([[golden + 1]]);
  });

  const type = (name: string, text: string) => {
    const field = host.querySelector<HTMLInputElement>(`[aria-label="${name}"]`);
    if (!field) throw new Error(`no field ${name}`);
    act(() => {
      Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(field, text);
      field.dispatchEvent(new Event('input', { bubbles: true }));
    });
    fire(field, new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
    return field;
  };

  it.each([
    ['Value of the word', '-inf', 0xff800000],
    ['Word in hexadecimal', '0x7fc00001', 0x7fc00001],
    ['Word as an integer', '1', 1],
  ])('is typed over as %s', (name, text, word) => {
    show(golden, []);
    type(name, text);
    expect(onSet.mock.calls).toEqual([[word]]);
  });

  it('keeps what cannot be read, with a line that says what is wanted; Escape gives it up', () => {
    show(golden, []);
    const field = type('Word in hexadecimal', '0xzz');
    expect(onSet).not.toHaveBeenCalled();
    expect(field.value).toBe('0xzz');
    expect(field.getAttribute('aria-invalid')).toBe('true');
    expect(host.querySelector('[role=alert]')?.textContent).toContain('hexadecimal');
    fire(field, new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
    expect(field.value).toBe('0x3dd56a1f');
    expect(host.querySelector('[role=alert]')).toBeNull();
  });

  it('steps by arrow keys in the value, ten with Shift, as one stroke until the key is let go', () => {
    show(golden, []);
    const field = host.querySelector('input[data-notation=value]') as HTMLInputElement;
    fire(field, new KeyboardEvent('keydown', { key: 'ArrowUp', bubbles: true }));
    fire(field, new KeyboardEvent('keydown', { key: 'ArrowDown', shiftKey: true, bubbles: true }));
    fire(field, new KeyboardEvent('keyup', { key: 'ArrowDown', bubbles: true }));
    expect(onSet.mock.calls).toEqual([[golden + 1], [golden - 10]]);
    expect(onStroke.mock.calls.at(-1)).toEqual(['end']);
  });

  it('lights a field everywhere when one of its bits is hovered', () => {
    show(golden, []);
    fire(bit(27), pointer('pointerover'));
    expect(host.querySelector('.word')?.getAttribute('data-hover')).toBe('exponent');
    expect(host.querySelectorAll('.lit').length).toBe(2);
    expect(host.querySelector('.bit-term')?.textContent).toBe('bit 27: ×2^16');
  });

  it('lights the same for the keyboard', () => {
    show(golden, []);
    act(() => bit(31).focus());
    expect(host.querySelector('.word')?.getAttribute('data-hover')).toBe('sign');
    act(() => bit(31).blur());
    expect(host.querySelector('.word')?.hasAttribute('data-hover')).toBe(false);
  });
});

describe('what each flip does to the prediction', () => {
  let tell: (outcome: FlipOutcome) => void;
  let finish: () => void;
  let stop: () => void;
  beforeEach(() => {
    const flips = (_: FlipsRequest, onOutcome: (outcome: FlipOutcome) => void) =>
      new Promise<void>((resolve) => {
        tell = onOutcome;
        finish = resolve;
      });
    stop = followFlips({ flips } as Partial<LabClient> as LabClient);
    show(golden, []);
    const run = [...host.querySelectorAll('button')].find((b) => b.textContent === 'Run all 32 flips');
    act(() => run?.click());
  });
  afterEach(() => act(() => stop()));
  const mark = (bitIndex: number) => host.querySelector(`.flip-verdict[data-bit="${bitIndex}"]`);
  const outcome = {
    verdict: 'SDC',
    top: { label: '1', index: 1, score: 1 },
    scoreChange: -0.9984,
    distance: 1,
  } as const;

  it('is marked bit by bit as it comes, by sign, name and consequence', () => {
    expect(mark(30)?.getAttribute('aria-label')).toBe('bit 30: not run yet');
    act(() => tell({ ...outcome, bitIndex: 30 }));
    expect(mark(30)?.textContent).toBe('✗');
    expect(mark(30)?.getAttribute('aria-label')).toBe('bit 30: wrong class: 1, score -0.998');
    expect(bit(30).getAttribute('aria-description')).toMatch(/wrong class: 1, score -0\.998$/);
    expect(host.querySelector('.flip-request')?.textContent).toContain('1 of 32');
  });

  it('is counted when all is done, and a mark flips its bit', async () => {
    for (let bitIndex = 0; bitIndex < 32; bitIndex++)
      act(() => tell({ ...outcome, bitIndex, verdict: bitIndex > 28 ? 'SDC' : 'masked' }));
    await act(async () => finish());
    expect(host.querySelector('.flip-request')?.textContent).toBe('✗ 3 wrong class, = 29 masked, ');
    act(() => (mark(29) as HTMLButtonElement).click());
    expect(onFlip.mock.calls).toEqual([[[29]]]);
  });
});
