import { ArrowDown } from 'lucide-react';
import { type ReactNode } from 'react';
import { Button } from './Button';
import styles from './NewBelow.module.css';

interface NewBelowProps {
  readonly count: number;
  readonly onPress: () => void;
}

/** "3 new": shown over the end of a list while someone reads further up. */
export function NewBelow({ count, onPress }: NewBelowProps): ReactNode {
  if (count === 0) return null;
  return (
    <div className={styles.place}>
      <Button look="primary" onPress={onPress}>
        <ArrowDown size={14} aria-hidden />
        {count} new
      </Button>
    </div>
  );
}
