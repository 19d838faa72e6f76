import { Fragment, type ReactNode } from 'react';
import { cx } from './cx';
import styles from './PathDiagram.module.css';

/** `up`: bytes flow; `busy`: being opened; `failed`: it broke; `off`: not there (yet, or any more). */
export type HopState = 'up' | 'busy' | 'failed' | 'off';

export interface PathHop {
  readonly label: string;
  readonly state: HopState;
  /** The node at the far end of this hop. */
  readonly to: string;
}

/** One way that bytes take, from a node over its hops. */
export interface PathLane {
  /** What takes this way, where there is more than one. */
  readonly name?: string;
  readonly from: string;
  readonly hops: readonly PathHop[];
}

const stateWords: Record<HopState, string> = { up: 'up', busy: 'opening', failed: 'failed', off: 'not up' };

function describeLane({ name, from, hops }: PathLane): string {
  const path = hops.map(({ label, state, to }) => `${label} (${stateWords[state]}) to ${to}`).join(', ');
  return `${name === undefined ? '' : `${name}: `}${from}, ${path}`;
}

/** Which way the bytes take, live. */
export function PathDiagram({ lanes }: { readonly lanes: readonly PathLane[] }): ReactNode {
  return (
    <div className={styles.lanes} role="img" aria-label={`Path of the bytes. ${lanes.map(describeLane).join('; ')}`}>
      {lanes.map((lane) => (
        <div key={lane.name ?? lane.from} className={styles.lane}>
          {lane.name !== undefined && <span className={styles.name}>{lane.name}</span>}
          <span className={cx(styles.node, lane.hops[0]?.state === 'up' && styles.lit)}>{lane.from}</span>
          {lane.hops.map((hop, index) => (
            // A lane's hops keep their places; two may carry the same label.
            <Fragment key={index}>
              <span className={cx(styles.hop, hop.state !== 'off' && styles[hop.state])} data-state={hop.state}>
                {hop.label}
              </span>
              <span className={cx(styles.node, hop.state === 'up' && styles.lit)}>{hop.to}</span>
            </Fragment>
          ))}
        </div>
      ))}
    </div>
  );
}
