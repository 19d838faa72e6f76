import { useEffect, useState } from 'react';
import { VideoCall, type VideoCallState } from '../webrtc/video-call';
import { type WireLog } from '../wire/wire-log';
import { useName } from './useName';
import { useReadable } from './useReadable';

export interface VideoCallView extends VideoCallState {
  readonly video: VideoCall;
  readonly rename: (name: string) => void;
}

/** Being in a video room for as long as the component is there. */
export function useVideoCall(room: string | undefined, wire: WireLog): VideoCallView {
  const [name, setName] = useName();
  const [video] = useState(() => new VideoCall({ room, name, wire }));
  const state = useReadable(video.state);

  useEffect(() => {
    void video.start();
    return () => video.leave();
  }, [video]);

  const rename = (next: string): void => {
    setName(next);
    video.call.rename(next);
  };
  return { ...state, video, rename };
}
