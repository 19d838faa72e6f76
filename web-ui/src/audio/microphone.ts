/** Why there is no microphone; each is something else for the user to do. */
export type MicrophoneFailure =
  /** The user, the browser's settings or the system said no. */
  | 'refused'
  | 'not_found'
  /** Another application holds it, or the driver fails. */
  | 'in_use'
  /** Browsers give microphones to https and localhost only. */
  | 'insecure';

/** An open microphone. Whoever opened it has to stop it. */
export interface Microphone {
  readonly stream: MediaStream;
  /** The device's name, as the system gives it. */
  readonly label: string;
  /** Calls back once if the device goes away (unplugged, permission taken back), not after {@link stop}. */
  onLost(listener: () => void): void;
  stop(): void;
}

export type MicrophoneOutcome =
  { readonly microphone: Microphone } | { readonly microphone?: never; readonly failure: MicrophoneFailure };

/** How the browser treats the sound before this page gets it. */
export interface MicrophoneWishes {
  /**
   * Takes noise away, and with it some of the consonants: speech models, which were trained on noise, understand the
   * rest worse than the original. Good for a loud room.
   */
  readonly noiseSuppression: boolean;
}

/**
 * One voice, near, in a room. No sample rate: not every browser can give another than the device's own. No echo
 * cancellation: these tabs play nothing that could come back, and it blurs words.
 */
function constraints({ noiseSuppression }: MicrophoneWishes): MediaTrackConstraints {
  return { channelCount: 1, echoCancellation: false, autoGainControl: true, noiseSuppression };
}

/** Where microphones come from: `navigator.mediaDevices`, which is missing where the page isn't secure. */
export type MicrophoneSource = Pick<MediaDevices, 'getUserMedia'> | undefined;

/** Asks for the microphone; the browser may ask the user first, so this can take as long as the user does. */
export async function openMicrophone(devices: MicrophoneSource, wishes: MicrophoneWishes): Promise<MicrophoneOutcome> {
  if (devices === undefined) return { failure: 'insecure' };
  try {
    return { microphone: hold(await devices.getUserMedia({ audio: constraints(wishes) })) };
  } catch (error) {
    return { failure: failureOf(error) };
  }
}

function failureOf(error: unknown): MicrophoneFailure {
  switch ((error as DOMException).name) {
    case 'NotAllowedError':
    case 'SecurityError':
      return 'refused';
    case 'NotFoundError':
    case 'OverconstrainedError':
      return 'not_found';
    case 'TypeError':
      return 'insecure';
    default:
      return 'in_use';
  }
}

function hold(stream: MediaStream): Microphone {
  const tracks = stream.getAudioTracks();
  return {
    stream,
    label: tracks[0]?.label ?? '',
    // A track that we stop ourselves doesn't fire `ended`.
    onLost: (listener) => tracks[0]?.addEventListener('ended', listener, { once: true }),
    stop: () => tracks.forEach((track) => track.stop()),
  };
}
