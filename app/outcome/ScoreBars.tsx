/** Scores of golden (grey) over faulty (red), class by class, on one scale. A table for people who do not see it. */
import { useState } from 'react';
import { exactFloat32 } from '#app/ui/formatNumber.ts';
import type { SceneReply } from '#workers/labApi.ts';
import { ClassSearch } from './ClassSearch.tsx';
import { exactScores, faultyText, findClasses, hasManyClasses, scoreRows, scoreText } from './scoreRows.ts';
import './scores.css';

/** Letters that stand beside the bars; medium ones only where there is room, long ones above them. */
const SHORT = 3;
const MEDIUM = 11;

export interface ScoreBarsProps {
  readonly reply: SceneReply;
  readonly labels: readonly string[] | null;
  /** Faulty is not shown: there is no fault, or golden is held. */
  readonly goldenOnly: boolean;
}

export function ScoreBars({ reply, labels, goldenOnly }: ScoreBarsProps) {
  const [golden] = reply.golden;
  const [faulty] = reply.faulty;
  const [search, setSearch] = useState('');
  if (!golden || !faulty) return null;
  const many = hasManyClasses(golden.values.length);
  const found = many ? findClasses(labels, golden.values.length, search) : [];
  const asked = search.trim() === '' ? null : found;
  const rows = scoreRows(golden.values, faulty.values, golden.top, faulty.top, labels, asked);
  const longest = rows.reduce((most, { label }) => Math.max(most, label.length), 0);
  const best = (top: typeof golden.top) => top[0]?.index;
  return (
    <div className="scores-place">
      <table
        className="scores"
        data-golden-only={goldenOnly}
        data-labels={longest <= SHORT ? 'short' : longest <= MEDIUM ? 'medium' : 'long'}
      >
        <caption className="visually-hidden">Scores by class</caption>
        <thead className="visually-hidden">
          <tr>
            <th scope="col">class</th>
            <th scope="col">bars</th>
            <th scope="col">golden</th>
            {!goldenOnly && <th scope="col">faulty</th>}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr
              key={row.index}
              data-best={row.index === best(golden.top)}
              title={goldenOnly ? exactFloat32(row.golden) : exactScores(row.golden, row.faulty)}
            >
              <th scope="row" title={row.label}>
                {row.label}
              </th>
              <td className="score-bars" aria-hidden="true">
                <span className="score-bar golden" style={{ width: `${row.goldenShare * 100}%` }} />
                {!goldenOnly && (
                  <span
                    className={row.beyond ? 'score-bar faulty beyond' : 'score-bar faulty'}
                    style={{ width: `${row.faultyShare * 100}%` }}
                  />
                )}
              </td>
              <td className="score-text">{scoreText(row.golden)}</td>
              {!goldenOnly && (
                <td
                  className="score-text faulty"
                  data-moved={scoreText(row.golden) !== scoreText(row.faulty)}
                >
                  {faultyText(row.golden, row.faulty)}
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
      {many && (
        <ClassSearch
          count={golden.values.length}
          search={search}
          onSearch={setSearch}
          none={asked?.length === 0}
        />
      )}
    </div>
  );
}
