import { type ReactNode, useEffect } from 'react';
import { RoomBar } from '../../components/RoomBar';
import { StatusLine } from '../../components/StatusLine';
import { TabFrame } from '../../components/TabFrame';
import { useLinkStats } from '../../hooks/useLinkStats';
import { useVideoCall } from '../../hooks/useVideoCall';
import { useWireLog } from '../../hooks/useWireLog';
import { type RoomCallState } from '../../webrtc/room-call';
import { type LocalMedia } from '../../webrtc/video-call';
import { CallBanner } from '../rooms/CallBanner';
import { type CallStatus, callStatus, peerPath } from '../rooms/call-status';
import { LinkNumbers } from '../rooms/LinkNumbers';
import { MediaBanner } from './MediaBanner';
import { MediaControls } from './MediaControls';
import { VideoStage } from './VideoStage';

interface VideoRoomProps {
  /** Undefined: the server makes up a name. */
  readonly room: string | undefined;
  readonly onNamed: (room: string) => void;
  readonly onLeave: () => void;
}

/** A room of tab 3, from asking for the camera to leaving. */
export function VideoRoom({ room, onNamed, onLeave }: VideoRoomProps): ReactNode {
  const wire = useWireLog();
  const { local, call, remote, video, rename } = useVideoCall(room, wire);
  const [peer] = call.peers;
  const stats = useLinkStats(peer?.connection);
  const status = videoStatus(local, call);
  const name = call.room;

  useEffect(() => {
    if (room === undefined && name !== undefined) onNamed(name);
  }, [room, name, onNamed]);

  return (
    <TabFrame
      tab="video"
      path={peerPath(call, 'media', 'SRTP')}
      status={
        <>
          <StatusLine tone={status.tone} aside={<LinkNumbers stats={stats} />}>
            {status.words}
            {peer?.phase === 'connected' && ` with ${peer.name}`}
          </StatusLine>
          <RoomBar
            tab="video"
            call={call}
            onRename={rename}
            onRestartIce={() => video.call.restartIce()}
            onLeave={onLeave}
          />
        </>
      }
      banner={
        local.kind === 'failed' ? (
          <MediaBanner
            failure={local.failure}
            withCamera={local.withCamera}
            onRetry={(withCamera) => void video.start(withCamera)}
          />
        ) : (
          local.kind === 'open' && <CallBanner state={call} call={video.call} onLeave={onLeave} />
        )
      }
      wire={wire}
      wireStartsFolded
      isCompact
    >
      <VideoStage local={local} call={call} remote={remote} stats={stats?.video} />
      {local.kind === 'open' && (
        <MediaControls
          local={local}
          onMicrophone={(isOn) => video.setMicrophoneOn(isOn)}
          onCamera={(isOn) => video.setCameraOn(isOn)}
          onLeave={onLeave}
        />
      )}
    </TabFrame>
  );
}

function videoStatus(local: LocalMedia, call: RoomCallState): CallStatus {
  switch (local.kind) {
    case 'none':
    case 'asking':
      return { tone: 'wait', words: 'Asking for camera and microphone…' };
    case 'failed':
      return { tone: 'bad', words: 'Error: no camera or microphone' };
    case 'open':
      return callStatus(call, 'Connected (P2P Video)', true);
  }
}
