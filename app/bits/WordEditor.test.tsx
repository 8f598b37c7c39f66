// @vitest-environment happy-dom
import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { float32 } from '#engine/formats/float32.ts';
import { WordEditor } from './WordEditor.tsx';

const golden = 0x3dd56a1f;
let host: HTMLElement;
let root: Root;
const onFlip = vi.fn<(bits: readonly number[]) => void>();
const onSet = vi.fn<(word: number) => void>();

beforeEach(() => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
  host = document.body.appendChild(document.createElement('div'));
  root = createRoot(host);
  onFlip.mockReset();
  onSet.mockReset();
});
afterEach(() => {
  act(() => root.unmount());
  host.remove();
});

function show(faulty: number, flips: readonly number[]) {
  const props = { format: float32, golden, base: golden, faulty, flips: new Set(flips), onFlip, onSet };
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
    expect(host.textContent).toContain('0x7dd56a1f');
  });

  it('flip by a click', () => {
    show(golden, []);
    act(() => bit(30).click());
    expect(onFlip.mock.calls).toEqual([[[30]]]);
  });

  it('are painted by a drag, once, and only those with the other digit', () => {
    show(0, []);
    fire(bit(5), pointer('pointerdown'));
    for (const passed of [6, 7, 6]) fire(bit(passed), pointer('pointerover'));
    expect(onFlip).not.toHaveBeenCalled();
    fire(window, pointer('pointerup'));
    act(() => bit(5).click());
    expect(onFlip.mock.calls).toEqual([[[5, 6, 7]]]);
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

  it('takes a typed value and refuses nonsense with a reason', () => {
    show(golden, []);
    const field = host.querySelector('input');
    if (!field) throw new Error('no field');
    const enter = (text: string) => {
      field.value = text;
      fire(field, new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
    };
    enter('wat');
    expect(host.querySelector('[role=alert]')?.textContent).toContain('nan');
    enter('inf');
    expect(onSet.mock.calls).toEqual([[0x7f800000]]);
    expect(host.querySelector('[role=alert]')).toBeNull();
  });

  it('lights a field everywhere when one of its bits is hovered', () => {
    show(golden, []);
    fire(bit(27), pointer('pointerover'));
    expect(host.querySelector('.word')?.getAttribute('data-hover')).toBe('exponent');
    expect(host.querySelectorAll('.lit').length).toBe(2);
  });

  it('lights the same for the keyboard', () => {
    show(golden, []);
    act(() => bit(31).focus());
    expect(host.querySelector('.word')?.getAttribute('data-hover')).toBe('sign');
    act(() => bit(31).blur());
    expect(host.querySelector('.word')?.hasAttribute('data-hover')).toBe(false);
  });
});
