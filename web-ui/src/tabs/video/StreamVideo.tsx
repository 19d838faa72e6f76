import { type ReactNode, useEffect, useRef } from 'react';
import styles from './VideoStage.module.css';

interface StreamVideoProps {
  readonly stream: MediaStream;
  readonly label: string;
  /** The own picture: mirrored, as one knows oneself, and without sound. */
  readonly isOwn?: boolean;
}

/** Plays a live stream. */
export function StreamVideo({ stream, label, isOwn = false }: StreamVideoProps): ReactNode {
  const ref = useRef<HTMLVideoElement>(null);

  useEffect(() => {
    const video = ref.current;
    if (video === null) return undefined;
    video.srcObject = stream;
    return () => {
      video.srcObject = null;
    };
  }, [stream]);

  return (
    // eslint-disable-next-line jsx-a11y/media-has-caption -- live talk between two people has no caption track
    <video
      ref={ref}
      className={isOwn ? styles.mirrored : undefined}
      aria-label={label}
      autoPlay
      playsInline
      muted={isOwn}
    />
  );
}
