/** Light, dark, or as the system says; kept on this device. Canvases follow <html data-theme>. */
import { create } from 'zustand';

export type Theme = 'system' | 'light' | 'dark';

const KEY = 'bitflip.theme';
const ORDER: readonly Theme[] = ['system', 'light', 'dark'];

export const useTheme = create<{ readonly theme: Theme }>(() => ({ theme: 'system' }));

/** Before the first paint, so that nothing flashes. */
export function restoreTheme(): void {
  let kept: string | null = null;
  try {
    kept = localStorage.getItem(KEY);
  } catch {
    // Storage may be off.
  }
  apply(ORDER.find((theme) => theme === kept) ?? 'system');
}

export function nextTheme(): void {
  const { theme } = useTheme.getState();
  const next = ORDER[(ORDER.indexOf(theme) + 1) % ORDER.length] ?? 'system';
  apply(next);
  try {
    localStorage.setItem(KEY, next);
  } catch {
    // It holds until the page is closed.
  }
}

function apply(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
  useTheme.setState({ theme });
}
