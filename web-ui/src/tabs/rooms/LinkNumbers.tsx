import { type ReactNode } from 'react';
import { formatBytes } from '../../components/format';
import { type LinkStats } from '../../webrtc/link-stats';

/** Round trip, kind of path and bytes of a connection, as far as they are known. */
export function LinkNumbers({ stats }: { readonly stats: LinkStats | undefined }): ReactNode {
  if (stats?.path === undefined) return null;
  const { path, protocol, roundTripMillis, bytesSent, bytesReceived } = stats;
  return (
    <>
      {roundTripMillis !== undefined && <span>round trip {roundTripMillis} ms</span>}
      <span>
        {path}
        {protocol !== undefined && ` (${protocol})`}
      </span>
      <span title="Bytes sent and received over this path">
        ↑ {formatBytes(bytesSent)} ↓ {formatBytes(bytesReceived)}
      </span>
    </>
  );
}
