import { type ReactNode } from 'react';
import { type Comparison } from '../content/comparisons';
import { type TabId } from '../hooks/useRoute';
import styles from './ComparisonTable.module.css';

interface ComparisonTableProps {
  readonly comparison: Comparison;
  /** Rows about this tab are marked. */
  readonly current?: TabId | undefined;
}

/** Things side by side. Scrolls sideways by itself where it is too wide. */
export function ComparisonTable({ comparison, current }: ComparisonTableProps): ReactNode {
  const { title, columns, rows } = comparison;
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls has to be reached by keyboard
    <div className={styles.scroll} role="region" aria-label={title} tabIndex={0}>
      <table className={styles.table}>
        <caption>{title}</caption>
        <thead>
          <tr>
            {columns.map((column) =>
              column === '' ? (
                <td key={column} />
              ) : (
                <th key={column} scope="col">
                  {column}
                </th>
              ),
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ about, cells }) => {
            const isCurrent = current !== undefined && about.includes(current);
            return (
              <tr key={cells[0]} className={isCurrent ? styles.current : undefined}>
                {cells.map((cell, index) =>
                  index === 0 ? (
                    <th key={columns[index]} scope="row">
                      {cell}
                      {isCurrent && <span className="visually-hidden"> (this tab)</span>}
                    </th>
                  ) : (
                    <td key={columns[index]}>{cell}</td>
                  ),
                )}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
