import { Mic, MicOff, PhoneOff, Video, VideoOff } from 'lucide-react';
import { type ReactNode } from 'react';
import { Button } from '../../components/Button';
import { type LocalMedia } from '../../webrtc/video-call';
import styles from './MediaControls.module.css';

interface MediaControlsProps {
  readonly local: LocalMedia & { readonly kind: 'open' };
  readonly onMicrophone: (isOn: boolean) => void;
  readonly onCamera: (isOn: boolean) => void;
  readonly onLeave: () => void;
}

/** Mute, hide, hang up. */
export function MediaControls({ local, onMicrophone, onCamera, onLeave }: MediaControlsProps): ReactNode {
  const { isMicrophoneOn, isCameraOn, stream } = local;
  return (
    <div className={styles.controls} role="toolbar" aria-label="Call">
      <Button onPress={() => onMicrophone(!isMicrophoneOn)}>
        {isMicrophoneOn ? <Mic size={17} aria-hidden /> : <MicOff size={17} aria-hidden />}
        {isMicrophoneOn ? 'Mute' : 'Unmute'}
      </Button>
      {stream.getVideoTracks().length > 0 && (
        <Button onPress={() => onCamera(!isCameraOn)}>
          {isCameraOn ? <Video size={17} aria-hidden /> : <VideoOff size={17} aria-hidden />}
          {isCameraOn ? 'Hide camera' : 'Show camera'}
        </Button>
      )}
      <Button look="danger" onPress={onLeave}>
        <PhoneOff size={17} aria-hidden />
        Hang up
      </Button>
    </div>
  );
}
