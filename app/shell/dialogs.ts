/** Which dialog is open: one at most. */
import { create } from 'zustand';

export type DialogName =
  | 'palette'
  | 'help'
  | 'gallery'
  | 'library'
  | 'draw'
  | 'data'
  | 'share'
  | 'export'
  | 'campaign'
  | 'import-report';

export const useDialogs = create<{ readonly open: DialogName | null }>(() => ({ open: null }));

export const openDialog = (open: DialogName): void => useDialogs.setState({ open });
export const closeDialog = (): void => useDialogs.setState({ open: null });
