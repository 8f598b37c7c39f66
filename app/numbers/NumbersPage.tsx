/** The page of numbers: one format, one value, one small tensor; no model and no worker. */
export function NumbersPage() {
  return (
    <main>
      <h1>Numbers</h1>
      <a href="#/lab">Open the lab</a>
    </main>
  );
}
