/** A bug in the page does not leave it blank: it says so, and the address still holds the scene. */
import { Component, type ReactNode } from 'react';

interface Props {
  readonly children: ReactNode;
}

export class ErrorBoundary extends Component<Props, { readonly error: Error | null }> {
  override state: { readonly error: Error | null } = { error: null };

  static getDerivedStateFromError(error: Error): { readonly error: Error } {
    return { error };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (!error) return this.props.children;
    const diagnostics = `${error.name}: ${error.message}\n${location.href}\n${navigator.userAgent}\n${error.stack ?? ''}`;
    return (
      <main className="opening" role="alert">
        <h2>The page has a bug</h2>
        <p>Your scene is in the address; loading the page again brings it back. This is what happened:</p>
        <pre className="mono diagnostics">{diagnostics}</pre>
        <button type="button" className="button" onClick={() => location.reload()}>
          Load again
        </button>
      </main>
    );
  }
}
