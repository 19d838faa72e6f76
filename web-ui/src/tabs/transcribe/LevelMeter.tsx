import { type ReactNode, useEffect, useRef } from 'react';
import { meterPosition } from '../../audio/level';
import { cx } from '../../components/cx';
import { type Readable } from '../../net/store';
import styles from './LevelMeter.module.css';

interface LevelMeterProps {
  /** In dBFS. */
  readonly level: Readable<number>;
  /** Whether the page takes what it hears for speech. */
  readonly speaking: boolean;
}

/** How loud the microphone is. Written past React: it changes 25 times a second. */
export function LevelMeter({ level, speaking }: LevelMeterProps): ReactNode {
  const meterRef = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const show = (): void => {
      const position = meterPosition(level.state);
      meterRef.current?.style.setProperty('--position', position.toFixed(3));
      meterRef.current?.setAttribute('aria-valuenow', String(Math.round(position * 100)));
    };
    show();
    return level.subscribe(show);
  }, [level]);
  return (
    <div
      ref={meterRef}
      className={cx(styles.meter, speaking && styles.speaking)}
      role="meter"
      aria-label="Microphone level"
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={0}
    />
  );
}
