import { type ReactNode } from 'react';
import { StatusLine } from '../../components/StatusLine';
import { TabFrame } from '../../components/TabFrame';
import { useWireLog } from '../../hooks/useWireLog';

export function VideoTab({ room }: { readonly room: string | undefined }): ReactNode {
  const wire = useWireLog();
  return (
    <TabFrame tab="video" path={[]} status={<StatusLine tone="idle">{room ?? 'Not started'}</StatusLine>} wire={wire}>
      {null}
    </TabFrame>
  );
}
