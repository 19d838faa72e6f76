import { useEffect, useState } from 'react';
import { type LinkStats, readLinkStats } from '../webrtc/link-stats';

const everyMillis = 1_000;

/** The live numbers of a connection, asked for once a second. */
export function useLinkStats(connection: RTCPeerConnection | undefined): LinkStats | undefined {
  const [read, setRead] = useState<{ of: RTCPeerConnection; stats: LinkStats }>();

  useEffect(() => {
    if (connection === undefined) return undefined;
    let isCurrent = true;
    const ask = async (): Promise<void> => {
      const stats = await readLinkStats(connection);
      if (isCurrent) setRead({ of: connection, stats });
    };
    void ask();
    const timer = setInterval(() => void ask(), everyMillis);
    return () => {
      isCurrent = false;
      clearInterval(timer);
    };
  }, [connection]);

  return read !== undefined && read.of === connection ? read.stats : undefined;
}
