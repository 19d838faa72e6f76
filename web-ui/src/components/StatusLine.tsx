import { type ReactNode } from 'react';
import { cx } from './cx';
import styles from './StatusLine.module.css';

/** `ok`: it works; `wait`: something is under way; `bad`: it failed; `idle`: nothing was started. */
export type Tone = 'ok' | 'wait' | 'bad' | 'idle';

interface StatusLineProps {
  readonly tone: Tone;
  /** The state in words; announced when it changes, so it must not hold what ticks. */
  readonly children: ReactNode;
  /** Live numbers and small actions, at the end of the line; not announced. */
  readonly aside?: ReactNode;
}

/** The one line that says how things are: a shape, a colour and words. */
export function StatusLine({ tone, children, aside }: StatusLineProps): ReactNode {
  return (
    <div className={styles.bar} data-tone={tone}>
      <ToneShape tone={tone} />
      <div className={styles.word} role="status">
        {children}
      </div>
      {aside !== undefined && <div className={styles.aside}>{aside}</div>}
    </div>
  );
}

/** Full circle, turning arc, cross, ring: told apart without colour. */
export function ToneShape({ tone }: { readonly tone: Tone }): ReactNode {
  return (
    <svg className={cx(styles.shape, styles[tone])} viewBox="0 0 12 12" aria-hidden="true">
      {tone === 'ok' && <circle cx="6" cy="6" r="5" fill="currentColor" />}
      {tone === 'wait' && (
        <path
          className={styles.turning}
          d="M6 1.4A4.6 4.6 0 1 1 1.4 6"
          fill="none"
          stroke="currentColor"
          strokeWidth="2.2"
          strokeLinecap="round"
        />
      )}
      {tone === 'bad' && (
        <path d="M2 2l8 8M10 2l-8 8" fill="none" stroke="currentColor" strokeWidth="2.4" strokeLinecap="round" />
      )}
      {tone === 'idle' && <circle cx="6" cy="6" r="4.4" fill="none" stroke="currentColor" strokeWidth="1.8" />}
    </svg>
  );
}
