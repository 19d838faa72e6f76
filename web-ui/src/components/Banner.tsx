import { CircleAlert, TriangleAlert } from 'lucide-react';
import { type ReactNode } from 'react';
import styles from './Banner.module.css';
import { cx } from './cx';

interface BannerProps {
  /** `bad`: it failed; `wait`: it is hampered, and goes on. */
  readonly tone: 'bad' | 'wait';
  /** What happened, in a few words. */
  readonly title: string;
  /** What to do about it, in one sentence. */
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
}

/** Says what went wrong and what to do; announced at once. */
export function Banner({ tone, title, children, actions }: BannerProps): ReactNode {
  const Icon = tone === 'bad' ? CircleAlert : TriangleAlert;
  return (
    <div className={cx(styles.banner, styles[tone])} role="alert">
      <Icon className={styles.icon} size={18} aria-hidden />
      <p className={styles.words}>
        <span className={styles.title}>{title}</span> {children}
      </p>
      {actions !== undefined && <div className={styles.actions}>{actions}</div>}
    </div>
  );
}
