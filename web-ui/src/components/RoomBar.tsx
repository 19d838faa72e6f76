import { LogOut, Route as RouteIcon } from 'lucide-react';
import { type ReactNode } from 'react';
import { routeUrl, type TabId } from '../hooks/useRoute';
import { type RoomCallState } from '../webrtc/room-call';
import { Button } from './Button';
import { CopyButton } from './CopyButton';
import { NameEditor } from './NameEditor';
import styles from './RoomBar.module.css';

interface RoomBarProps {
  readonly tab: TabId;
  readonly call: RoomCallState;
  /** Offered while nobody else is here: with a new name one comes as somebody new. */
  readonly onRename: (name: string) => void;
  readonly onRestartIce: () => void;
  readonly onLeave: () => void;
}

/** Which room this is and who one is in it; the link to share, a new path, and the way out. */
export function RoomBar({ tab, call, onRename, onRestartIce, onLeave }: RoomBarProps): ReactNode {
  const { room, self, peers } = call;
  return (
    <div className={styles.bar}>
      {room !== undefined && (
        <span className={styles.item}>
          room: <b>{room}</b>
        </span>
      )}
      {self !== undefined && (
        <span className={styles.item}>
          you:{' '}
          {peers.length === 0 ? (
            <NameEditor name={self.name} maxCharacters={64} onRename={onRename} />
          ) : (
            <b>{self.name}</b>
          )}
        </span>
      )}
      <div className={styles.actions}>
        <CopyButton look="plain" text={() => routeUrl({ tab, room })} isDisabled={room === undefined}>
          Copy link
        </CopyButton>
        <Button look="plain" isDisabled={peers.length === 0} onPress={onRestartIce}>
          <RouteIcon size={15} aria-hidden />
          Restart ICE
        </Button>
        <Button look="plain" onPress={onLeave}>
          <LogOut size={15} aria-hidden />
          Leave
        </Button>
      </div>
    </div>
  );
}
