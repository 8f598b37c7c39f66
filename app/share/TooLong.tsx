/** A link that is too long for mail programs and chats: said, with the way out. */
import { runCommand } from '#app/commands/registry.ts';
import { LONGEST_LINK_BYTES, tooLong } from './sceneLink.ts';

export function TooLong({ link }: { readonly link: string }) {
  if (!tooLong(link)) return null;
  return (
    <p className="too-long" role="alert">
      This link has {link.length.toLocaleString('en-US')} characters; beyond{' '}
      {LONGEST_LINK_BYTES.toLocaleString('en-US')} many programs cut it. Send the scene as a file instead: it
      is opened by dropping it on the page.
      <button type="button" className="button" onClick={() => runCommand('export.scene')}>
        Save scene file
      </button>
    </p>
  );
}
