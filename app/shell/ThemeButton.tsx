/** Light, dark, or as the system says. */
import { runCommand } from '#app/commands/registry.ts';
import { useTheme } from './theme.ts';

const NAMES = { system: 'as the system says', light: 'light', dark: 'dark' } as const;

export function ThemeButton() {
  const theme = useTheme((state) => state.theme);
  const name = `Theme: ${NAMES[theme]}`;
  return (
    <button
      type="button"
      className="button icon-button head-theme"
      aria-label={name}
      title={`${name} (T)`}
      onClick={() => runCommand('page.theme')}
    >
      <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
        <circle
          cx="8"
          cy="8"
          r="5.5"
          fill={theme === 'dark' ? 'currentColor' : 'none'}
          stroke="currentColor"
          strokeWidth="1.4"
        />
        {theme === 'system' && <path d="M8 2.5a5.5 5.5 0 0 1 0 11z" fill="currentColor" />}
      </svg>
    </button>
  );
}
