/** Says that a layout takes long, and lets it be given up; the network is there meanwhile, in plain lanes. */

export interface SlowLayoutProps {
  readonly boxes: number;
  readonly edges: number;
  readonly cancel: () => void;
}

export function SlowLayout({ boxes, edges, cancel }: SlowLayoutProps) {
  return (
    <div className="slow-layout graph-overlay" role="status">
      <span>
        Arranging {boxes} layers and {edges} connections
      </span>
      <button type="button" className="button" onClick={cancel}>
        Cancel
      </button>
    </div>
  );
}
