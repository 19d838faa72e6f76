import { describe, expect, it, vi } from 'vitest';
import { type MicrophoneSource, openMicrophone } from './microphone';

function refusal(name: string): MicrophoneSource {
  return { getUserMedia: () => Promise.reject(new DOMException('words of the browser', name)) };
}

describe('openMicrophone', () => {
  it.each([
    ['NotAllowedError', 'refused'],
    ['SecurityError', 'refused'],
    ['NotFoundError', 'not_found'],
    ['OverconstrainedError', 'not_found'],
    ['NotReadableError', 'in_use'],
    ['AbortError', 'in_use'],
  ])('tells %s as %s', async (name, failure) => {
    expect(await openMicrophone(refusal(name), { noiseSuppression: true })).toEqual({ failure });
  });

  it('tells a page that is not secure', async () => {
    expect(await openMicrophone(undefined, { noiseSuppression: true })).toEqual({ failure: 'insecure' });
  });

  it('asks for one cleaned channel, says when the device is lost, and stops every track', async () => {
    const track = Object.assign(new EventTarget(), { label: 'Desk microphone', stop: vi.fn() });
    const stream = { getAudioTracks: () => [track] } as unknown as MediaStream;
    const getUserMedia = vi.fn<MediaDevices['getUserMedia']>(() => Promise.resolve(stream));
    const { microphone } = await openMicrophone({ getUserMedia }, { noiseSuppression: true });
    expect(getUserMedia).toHaveBeenCalledWith({
      audio: expect.objectContaining({ channelCount: 1, echoCancellation: false, noiseSuppression: true }) as unknown,
    });
    expect(microphone?.label).toBe('Desk microphone');

    const lost = vi.fn();
    microphone?.onLost(lost);
    track.dispatchEvent(new Event('ended'));
    track.dispatchEvent(new Event('ended'));
    expect(lost).toHaveBeenCalledOnce();

    microphone?.stop();
    expect(track.stop).toHaveBeenCalledOnce();
  });
});
