/** What to do when the engine did not start: try again, or on the back end that runs everywhere. */
export function StartDoors() {
  const query = new URLSearchParams(location.search);
  const forced = query.get('backend') === 'wasm';
  query.set('backend', 'wasm');
  return (
    <p className="opening-doors">
      <button type="button" className="button" onClick={() => location.reload()}>
        Try again
      </button>
      {!forced && (
        <a className="button" href={`?${query}${location.hash}`}>
          Start on WebAssembly
        </a>
      )}
    </p>
  );
}
