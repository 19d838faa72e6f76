import { type ReactNode } from 'react';
import { sixWays, socketOrPeer, transcriptionRoutes } from '../content/comparisons';
import { ways } from '../content/ways';
import { type TabId } from '../hooks/useRoute';
import styles from './AboutWays.module.css';
import { ComparisonTable } from './ComparisonTable';

/** How this tab is built, and how the six ways compare. */
export function AboutWays({ current }: { readonly current: TabId }): ReactNode {
  const { title, description, items } = ways[current].card;
  return (
    <section className={styles.about} aria-label="About these six ways">
      <h2>About these six ways</h2>
      <article className={styles.card} aria-label={title}>
        <div>
          <h3>{title}</h3>
          <p>{description}</p>
        </div>
        <dl>
          {items.map(({ label, value }) => (
            <ItemPair key={label} label={label} value={value} />
          ))}
        </dl>
      </article>
      <div className={styles.wide}>
        <ComparisonTable comparison={sixWays} current={current} />
      </div>
      <ComparisonTable comparison={socketOrPeer} />
      <ComparisonTable comparison={transcriptionRoutes} />
    </section>
  );
}

function ItemPair({ label, value }: { readonly label: string; readonly value: string }): ReactNode {
  return (
    <>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </>
  );
}
