/** A command: what a person can do by name. Menu, palette, hotkeys and help all read the same list. */

export type CommandGroup = 'Faults' | 'Picture' | 'Network' | 'View' | 'Word' | 'Share' | 'Page';

export interface Command {
  readonly id: string;
  readonly title: string;
  readonly group: CommandGroup;
  /** `Mod+Shift+Z`, `G`, `?`; Mod is Ctrl, or Command on a Mac. */
  readonly keys: readonly string[];
  readonly run: () => void;
  /** For what lasts as long as the key is held. */
  readonly release?: () => void;
  /** Left out: always. */
  readonly enabled?: () => boolean;
}
