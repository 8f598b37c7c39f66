/** The link as a QR code. Black on white whatever the theme: that is what cameras read. */
import { useMemo } from 'react';
import { qrPath } from './qrPath.ts';

export function QrCode({ link }: { readonly link: string }) {
  const qr = useMemo(() => qrPath(link), [link]);
  if (!qr) return <p className="soft qr-none">The link is too long for a QR code.</p>;
  return (
    <svg className="qr" viewBox={`0 0 ${qr.size} ${qr.size}`} role="img" shapeRendering="crispEdges">
      <title>QR code of the link</title>
      <rect width={qr.size} height={qr.size} fill="#fff" />
      <path d={qr.path} fill="#000" />
    </svg>
  );
}
