import { type ReactNode, useState } from 'react';
import { ways } from '../content/ways';
import { type TabId } from '../hooks/useRoute';
import { type WireLog } from '../wire/wire-log';
import { AboutWays } from './AboutWays';
import { PathDiagram, type PathLane } from './PathDiagram';
import styles from './TabFrame.module.css';
import { WireView } from './WireView';
import { cx } from './cx';

interface TabFrameProps {
  readonly tab: TabId;
  readonly path: readonly PathLane[];
  /** A {@link StatusLine}. */
  readonly status: ReactNode;
  /** A {@link Banner}, when something needs one. */
  readonly banner?: ReactNode;
  /** What you do here. It fills the height that is left and scrolls inside itself. */
  readonly children: ReactNode;
  readonly wire: WireLog;
  /** For a tab whose body wants the whole width. */
  readonly wireStartsFolded?: boolean;
  /** Leaves lead and facts out, for a body that needs the height. */
  readonly isCompact?: boolean;
}

const phone = '(max-width: 860px)';

/** What all six tabs have in common: left what you do, right what goes over the wire because of it, below how it compares. */
export function TabFrame({
  tab,
  path,
  status,
  banner,
  children,
  wire,
  wireStartsFolded = false,
  isCompact = false,
}: TabFrameProps): ReactNode {
  const { heading, lead, facts } = ways[tab];
  const [isWireOpen, setWireOpen] = useState(() => !wireStartsFolded && !window.matchMedia(phone).matches);
  return (
    <>
      <div className={cx(styles.workspace, isWireOpen ? styles.wireOpen : styles.wireFolded)}>
        <section className={styles.card} aria-label={heading}>
          <div className={styles.intro}>
            <div>
              <h2>{heading}</h2>
              {!isCompact && <p className={styles.lead}>{lead}</p>}
            </div>
            <PathDiagram lanes={path} />
            {!isCompact && (
              <dl className={styles.facts}>
                {facts.map(({ label, value }) => (
                  <div key={label}>
                    <dt>{label}</dt>
                    <dd>{value}</dd>
                  </div>
                ))}
              </dl>
            )}
          </div>
          {status}
          {banner}
          <div className={styles.body}>{children}</div>
        </section>
        <WireView log={wire} isOpen={isWireOpen} onOpenChange={setWireOpen} />
      </div>
      <AboutWays current={tab} />
    </>
  );
}
