/** Of very many classes only the best are shown: any other is found by its name. */
export interface ClassSearchProps {
  readonly count: number;
  readonly search: string;
  readonly onSearch: (search: string) => void;
  /** There is no such class. */
  readonly none: boolean;
}

export function ClassSearch({ count, search, onSearch, none }: ClassSearchProps) {
  return (
    <div className="class-search">
      <input
        type="search"
        aria-label={`Find one of ${count} classes`}
        placeholder={`Find one of ${count.toLocaleString('en-US')} classes`}
        value={search}
        onChange={(event) => onSearch(event.target.value)}
      />
      <p className="soft" role="status">
        {none ? 'No class has that name.' : ''}
      </p>
    </div>
  );
}
