/** How the pictures of a layer are laid out: what one sets once and keeps while going from layer to layer. */
import { create } from 'zustand';

export interface LayerView {
  /** Whose golden range the colours span. */
  readonly scope: 'layer' | 'net';
  /** Order of a mosaic's tiles. */
  readonly order: 'index' | 'changed';
  readonly histogram: boolean;
  readonly table: boolean;
}

export const FIRST_LAYER_VIEW: LayerView = { scope: 'layer', order: 'index', histogram: false, table: false };

export const useLayerView = create<LayerView>(() => FIRST_LAYER_VIEW);

export const setLayerView = (view: Partial<LayerView>): void => useLayerView.setState(view);
