import { MicOff, VideoOff } from 'lucide-react';
import { type ReactNode } from 'react';
import { cx } from '../../components/cx';
import { type VideoStats } from '../../webrtc/link-stats';
import { type CallPeer, type RoomCallState } from '../../webrtc/room-call';
import { type LocalMedia } from '../../webrtc/video-call';
import { StreamVideo } from './StreamVideo';
import styles from './VideoStage.module.css';

interface VideoStageProps {
  readonly local: LocalMedia;
  readonly call: RoomCallState;
  readonly remote: ReadonlyMap<string, MediaStream>;
  readonly stats: VideoStats | undefined;
}

/** The tiles: the others, and the own picture. */
export function VideoStage({ local, call, remote, stats }: VideoStageProps): ReactNode {
  const { peers } = call;
  return (
    <div className={cx(styles.stage, peers.length > 0 && styles.withPeer)}>
      {peers.length === 0 && local.kind === 'open' && <EmptyTile call={call} />}
      {peers.map((peer) => (
        <RemoteTile key={peer.id} peer={peer} stream={remote.get(peer.id)} stats={stats} />
      ))}
      <LocalTile local={local} hasPeer={peers.length > 0} />
    </div>
  );
}

function EmptyTile({ call }: { readonly call: RoomCallState }): ReactNode {
  const hasLeft = call.left !== undefined;
  return (
    <div className={styles.tile}>
      <p className={styles.overlay}>
        <b>{hasLeft ? 'Peer disconnected' : 'Waiting for peer…'}</b>
        <span>
          {hasLeft
            ? `${call.left.name} has left. The call starts again when somebody joins.`
            : 'Open this page in another tab, enter the same room name, and the video call will start automatically.'}
        </span>
      </p>
    </div>
  );
}

interface RemoteTileProps {
  readonly peer: CallPeer;
  readonly stream: MediaStream | undefined;
  readonly stats: VideoStats | undefined;
}

const veils: Record<CallPeer['phase'], string | undefined> = {
  connecting: 'Connecting…',
  connected: undefined,
  recovering: 'Looking for a new path…',
  failed: 'No path was found',
  closed: 'Peer disconnected',
};

function RemoteTile({ peer, stream, stats }: RemoteTileProps): ReactNode {
  const hasPicture = stream?.getVideoTracks().length !== 0;
  const veil = veils[peer.phase] ?? (stream === undefined || !hasPicture ? 'No remote video' : undefined);
  return (
    <div className={styles.tile}>
      {stream !== undefined && <StreamVideo stream={stream} label={`${peer.name} (remote)`} />}
      {veil !== undefined && (
        <div className={styles.veil}>
          <p className={styles.overlay}>
            <b>{veil}</b>
          </p>
        </div>
      )}
      {stats !== undefined && veil === undefined && (
        <span className={styles.numbers}>
          {stats.width} × {stats.height} · {stats.framesPerSecond} fps · {stats.framesDecoded} frames
        </span>
      )}
      <span className={styles.label}>{peer.name} (remote)</span>
    </div>
  );
}

function LocalTile({ local, hasPeer }: { readonly local: LocalMedia; readonly hasPeer: boolean }): ReactNode {
  if (local.kind !== 'open') {
    return (
      <div className={styles.tile}>
        <p className={styles.overlay}>
          <b>{local.kind === 'failed' ? 'No picture' : 'Your picture shows up here first'}</b>
        </p>
      </div>
    );
  }
  return (
    <div className={cx(styles.tile, hasPeer && styles.local)}>
      <StreamVideo stream={local.stream} label="You (local)" isOwn />
      <span className={styles.label}>
        You (local)
        {!local.isMicrophoneOn && <MicOff size={14} role="img" aria-label="muted" />}
        {!local.isCameraOn && <VideoOff size={14} role="img" aria-label="camera hidden" />}
      </span>
    </div>
  );
}
