import { plural } from '../../components/format';
import { type HopState, type PathLane } from '../../components/PathDiagram';
import { type ConnectionState } from '../../net/json-socket';

/** What a hop to the server looks like in each state of its socket. */
export function hopOf(connection: ConnectionState): HopState {
  switch (connection.kind) {
    case 'open':
      return 'up';
    case 'connecting':
      return 'busy';
    case 'waiting':
    case 'refused':
      return 'failed';
    case 'closed':
      return 'off';
  }
}

/** What carries the messages of the tab. */
export function carrierOf(connection: ConnectionState): string {
  return connection.kind === 'open' && connection.over === 'http' ? 'HTTP' : 'WebSocket';
}

/** @param count identities that are here, this page included */
export function broadcastPath(connection: ConnectionState, count: number): PathLane[] {
  const others = Math.max(0, count - 1);
  const isOpen = connection.kind === 'open';
  return [
    {
      from: 'you',
      hops: [
        { label: carrierOf(connection), state: hopOf(connection), to: 'signaling' },
        {
          label: 'fan-out',
          state: isOpen && others > 0 ? 'up' : 'off',
          to: isOpen && others > 0 ? plural(others, 'other') : 'others',
        },
      ],
    },
  ];
}
