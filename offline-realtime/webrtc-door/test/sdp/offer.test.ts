import { describe, expect, test } from 'vitest';
import { OfferError, readOffer } from '../../src/sdp/offer';
import { CHROME_OFFER, sdpOf } from '../support/sdp';

const without = (pattern: RegExp) => sdpOf(CHROME_OFFER.filter((line) => !pattern.test(line)));
const replaced = (line: string, by: string) => sdpOf(CHROME_OFFER.map((own) => (own === line ? by : own)));

describe('readOffer', () => {
  test('keeps the microphone and the data channel, and refuses the rest in its place', () => {
    const offer = readOffer(sdpOf(CHROME_OFFER));
    expect(offer.sdp.match(/^m=.*/gm)).toEqual([
      'm=audio 9 UDP/TLS/RTP/SAVPF 111 63',
      'm=application 9 UDP/DTLS/SCTP webrtc-datachannel',
    ]);
    expect(offer.sdp).toContain('a=group:BUNDLE 0 2\r\n');
    expect(offer.refused).toEqual([
      { index: 1, media: 'video', protocol: 'UDP/TLS/RTP/SAVPF', format: '96', mid: '1' },
    ]);
  });

  test('keeps no address that something could be sent to', () => {
    expect(readOffer(sdpOf(CHROME_OFFER)).sdp).not.toMatch(/candidate|\.local/);
  });

  test('takes bare line feeds, and an offer without candidates', () => {
    const offer = readOffer(without(/^a=candidate/).replaceAll('\r\n', '\n'));
    expect(offer.refused).toHaveLength(1);
  });

  test('takes the first audio section that sends Opus', () => {
    const lines = [
      ...CHROME_OFFER.slice(0, 6),
      'm=audio 9 UDP/TLS/RTP/SAVPF 0',
      'a=mid:9',
      'a=rtpmap:0 PCMU/8000',
      ...CHROME_OFFER.slice(6),
    ];
    const offer = readOffer(sdpOf(lines));
    expect(offer.refused.map(({ index, mid }) => [index, mid])).toEqual([
      [0, '9'],
      [2, '1'],
    ]);
  });

  test.each([
    ['no SDP', 'hello'],
    ['nothing', ''],
    ['JSON', '{"sdp":"v=0"}'],
    ['no media', sdpOf(CHROME_OFFER.slice(0, 6))],
    ['no Opus', without(/opus/)],
    ['audio that only receives', replaced('a=sendrecv', 'a=recvonly')],
    ['no data channel', sdpOf(CHROME_OFFER.slice(0, 26))],
    ['no bundle', without(/BUNDLE/)],
    ['a bundle without the data channel', replaced('a=group:BUNDLE 0 1 2', 'a=group:BUNDLE 0 1')],
    ['no fingerprint', without(/fingerprint/)],
    ['no ICE password', without(/ice-pwd/)],
  ])('refuses %s', (_what, sdp) => {
    expect(() => readOffer(sdp)).toThrow(OfferError);
  });
});
