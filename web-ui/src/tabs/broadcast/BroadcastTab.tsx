import { type ReactNode } from 'react';
import { StatusLine } from '../../components/StatusLine';
import { TabFrame } from '../../components/TabFrame';
import { useWireLog } from '../../hooks/useWireLog';

export function BroadcastTab(): ReactNode {
  const wire = useWireLog();
  return (
    <TabFrame tab="broadcast" path={[]} status={<StatusLine tone="idle">Not started</StatusLine>} wire={wire}>
      {null}
    </TabFrame>
  );
}
