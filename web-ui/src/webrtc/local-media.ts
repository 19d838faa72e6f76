/** Why there is no camera or microphone; each is something else for the user to do. */
export type MediaFailure =
  /** The user, the browser's settings or the system said no. */
  | 'refused'
  /** A camera or a microphone is missing. */
  | 'not_found'
  /** Another application holds it, or the driver fails. */
  | 'in_use'
  /** Browsers give cameras to https and localhost only. */
  | 'insecure';

export type MediaOutcome =
  { readonly kind: 'open'; readonly stream: MediaStream } | { readonly kind: 'failed'; readonly failure: MediaFailure };

export type MediaSource = Pick<MediaDevices, 'getUserMedia'> | undefined;

const picture: MediaTrackConstraints = { width: { ideal: 1_280 }, height: { ideal: 720 }, frameRate: { ideal: 30 } };
const sound: MediaTrackConstraints = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };

/**
 * Asks for the microphone and, unless told otherwise, the camera. The browser may ask the user first, so this can take as
 * long as the user does. Whoever opened the stream has to stop its tracks.
 */
export async function openMedia(devices: MediaSource, withCamera: boolean): Promise<MediaOutcome> {
  if (devices === undefined) return { kind: 'failed', failure: 'insecure' };
  try {
    return { kind: 'open', stream: await devices.getUserMedia({ audio: sound, video: withCamera && picture }) };
  } catch (error) {
    return { kind: 'failed', failure: failureOf(error) };
  }
}

function failureOf(error: unknown): MediaFailure {
  switch (error instanceof Error ? error.name : '') {
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
