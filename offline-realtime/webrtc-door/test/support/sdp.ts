/** The lines of an offer as Chrome writes it, with mDNS candidates and a section that receives video. */
export const CHROME_OFFER = [
  'v=0',
  'o=- 3761652985781126427 2 IN IP4 127.0.0.1',
  's=-',
  't=0 0',
  'a=group:BUNDLE 0 1 2',
  'a=extmap-allow-mixed',
  'm=audio 9 UDP/TLS/RTP/SAVPF 111 63',
  'c=IN IP4 0.0.0.0',
  'a=candidate:1 1 udp 2113937151 39977459-9daa-48a9-a559-0f0d72c081de.local 60168 typ host',
  'a=ice-ufrag:Xa41',
  'a=ice-pwd:C3dNZLnLYFQwpOJPV0W084ID',
  'a=ice-options:trickle',
  'a=fingerprint:sha-256 EC:99',
  'a=setup:actpass',
  'a=mid:0',
  'a=extmap:1 urn:ietf:params:rtp-hdrext:ssrc-audio-level',
  'a=sendrecv',
  'a=rtcp-mux',
  'a=rtpmap:111 opus/48000/2',
  'a=rtcp-fb:111 transport-cc',
  'a=fmtp:111 minptime=10;useinbandfec=1',
  'a=rtpmap:63 red/48000/2',
  'm=video 9 UDP/TLS/RTP/SAVPF 96 97',
  'a=ice-ufrag:Xa41',
  'a=mid:1',
  'a=recvonly',
  'm=application 9 UDP/DTLS/SCTP webrtc-datachannel',
  'a=ice-ufrag:Xa41',
  'a=ice-pwd:C3dNZLnLYFQwpOJPV0W084ID',
  'a=fingerprint:sha-256 EC:99',
  'a=setup:actpass',
  'a=mid:2',
  'a=sctp-port:5000',
];

/** Lines as SDP. */
export function sdpOf(lines: readonly string[]): string {
  return lines.map((line) => `${line}\r\n`).join('');
}
