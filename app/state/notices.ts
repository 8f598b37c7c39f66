/** Short messages to the person: spoken politely, shown for a while, dismissible. Equal texts are shown once. */
import { create } from 'zustand';

export type NoticeKind = 'info' | 'warning' | 'error';

export interface Notice {
  readonly id: number;
  readonly kind: NoticeKind;
  readonly text: string;
  /** What the person may do about it; a message with one stays until it is dismissed. */
  readonly action?: NoticeAction | undefined;
}

export interface NoticeAction {
  readonly title: string;
  readonly run: () => void;
}

interface NoticesState {
  readonly notices: readonly Notice[];
  readonly dismiss: (id: number) => void;
}

export const useNotices = create<NoticesState>((set) => ({
  notices: [],
  dismiss: (id) => set(({ notices }) => ({ notices: notices.filter((notice) => notice.id !== id) })),
}));

let nextId = 1;

export function notify(kind: NoticeKind, text: string, action?: NoticeAction): void {
  useNotices.setState(({ notices }) => ({
    notices: [
      ...notices.filter((notice) => notice.text !== text),
      { id: nextId++, kind, text, action },
    ].slice(-3),
  }));
}
