import { isIPv6 } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { type Message, type RTCDataChannel, RTCPeerConnection, type RtpPacket, useOPUS } from 'werift';
import { badRequest, unavailable } from '../http/api-error';
import { type AudioPacket } from '../media/rtp';
import { completeAnswer, countCandidates } from '../sdp/answer';
import { type Offer } from '../sdp/offer';
import { lineValue, splitSdp } from '../sdp/sections';
import { SerialQueue } from './serial-queue';
import { type EventChannel, type MediaAddress, type Peer, type PeerListener } from './peer';

/** Label of the channel that the caller opens for events. */
const CHANNEL_LABEL = 'oai-events';

/** Largest event that is taken from a caller. */
const MAX_MESSAGE_BYTES = 256 * 1024;

/**
 * The library calls the channel closed when the caller has acknowledged it. Chrome then closes its own direction, and
 * tells the page only when that has been acknowledged too: the connection has to live on until then.
 */
const LINGER_MILLIS = 250;

/**
 * The library looks for a free port and binds it in a second step. Two calls in between would take the same one, so
 * only one at a time gathers its candidates.
 */
const gathering = new SerialQueue();

/**
 * Answers an offer with werift, as an ICE lite agent: the caller does all connectivity checks, and nothing is sent to
 * an address that the offer names. So an offer without candidates, or with mDNS names, works as well as any.
 */
export async function answerWithWerift(offer: Offer, address: MediaAddress, listener: PeerListener): Promise<Peer> {
  const checks = new AuthenticChecks(offer, listener);
  const connection = new RTCPeerConnection({
    codecs: { audio: [useOPUS()], video: [] },
    headerExtensions: { audio: [], video: [] },
    bundlePolicy: 'max-bundle',
    iceServers: [],
    iceLite: true,
    // Only the addresses below, none that the library finds by itself.
    iceUseIpv4: false,
    iceUseIpv6: false,
    iceAdditionalHostAddresses: [...address.announced],
    iceInterfaceAddresses: isIPv6(address.host) ? { udp6: address.host } : { udp4: address.host },
    icePortRange: address.ports === undefined ? undefined : [address.ports.first, address.ports.last],
    iceFilterStunResponse: (message) => checks.accept(message),
    maxMessageSize: MAX_MESSAGE_BYTES,
  });
  connection.onDataChannel.subscribe((channel) => adoptChannel(channel, listener));
  connection.connectionStateChange.subscribe((state) => {
    if (state === 'closed' || state === 'failed') listener.gone('connection_closed');
  });
  try {
    const sdp = await negotiate(connection, offer, listener);
    checks.localUsername = lineValue(splitSdp(sdp).sections[0]?.lines ?? [], 'a=ice-ufrag:');
    return { answer: completeAnswer(sdp, offer.refused), close: () => connection.close() };
  } catch (error) {
    await connection.close();
    throw error;
  }
}

async function negotiate(connection: RTCPeerConnection, offer: Offer, listener: PeerListener): Promise<string> {
  try {
    await connection.setRemoteDescription({ type: 'offer', sdp: offer.sdp });
  } catch {
    throw badRequest('invalid_offer', 'The SDP offer could not be understood.', 'sdp');
  }
  listenForAudio(connection, listener);
  const answer = await connection.createAnswer();
  await gathering.run(() => connection.setLocalDescription(answer));
  const sdp = connection.localDescription?.sdp ?? '';
  if (countCandidates(sdp) === 0) throw unavailable('no_media_port', 'No UDP port is free for the media of this call.');
  return sdp;
}

/** Takes audio below the library's track routing, which knows only streams that the offer announced by SSRC. */
function listenForAudio(connection: RTCPeerConnection, listener: PeerListener): void {
  const payloadTypes = new Set(
    connection.getTransceivers().flatMap((transceiver) => transceiver.codecs.map((codec) => codec.payloadType)),
  );
  connection.dtlsTransports[0]?.onRtp.subscribe((packet) => {
    listener.heard();
    if (payloadTypes.has(packet.header.payloadType)) listener.audio(audioPacket(packet));
  });
}

function audioPacket({ header, payload }: RtpPacket): AudioPacket {
  const { ssrc, sequenceNumber, timestamp } = header;
  return { ssrc, sequence: sequenceNumber, timestamp, payload };
}

function adoptChannel(channel: RTCDataChannel, listener: PeerListener): void {
  if (channel.label !== CHANNEL_LABEL) return;
  channel.onMessage.subscribe((data) => {
    listener.heard();
    listener.event(data);
  });
  channel.stateChanged.subscribe((state) => {
    if (state === 'closing' || state === 'closed') listener.gone('channel_closed');
  });
  const adopted = new WeriftChannel(channel);
  if (adopted.isOpen) listener.channelOpened(adopted);
  else channel.stateChanged.once((state) => (state === 'open' ? listener.channelOpened(adopted) : undefined));
}

class WeriftChannel implements EventChannel {
  constructor(private readonly channel: RTCDataChannel) {}

  get isOpen(): boolean {
    return this.channel.readyState === 'open';
  }

  get bufferedBytes(): number {
    return this.channel.bufferedAmount;
  }

  get maxEventBytes(): number {
    // 0 says that there is no limit (RFC 8841 §6.1).
    const { remoteMaxMessageSize } = this.channel.sctp;
    return remoteMaxMessageSize === 0 ? Infinity : remoteMaxMessageSize;
  }

  send(event: string): void {
    if (this.isOpen) this.channel.send(event);
  }

  async closeAfterSent(timeoutMillis: number): Promise<void> {
    if (!this.isOpen) return;
    const closed = this.channel.stateChanged.watch((state) => state === 'closed', timeoutMillis);
    this.channel.close();
    await closed.catch(() => undefined);
    await delay(LINGER_MILLIS);
  }
}

/**
 * Tells the caller's connectivity checks from other people's packets by the two user names, which only the offer and
 * the answer carry. The library answers whatever has the form of a check.
 */
class AuthenticChecks {
  localUsername: string | undefined;
  private readonly remoteUsername: string | undefined;

  constructor(
    offer: Offer,
    private readonly listener: PeerListener,
  ) {
    const { session, sections } = splitSdp(offer.sdp);
    const [first] = sections;
    this.remoteUsername = lineValue(first?.lines ?? [], 'a=ice-ufrag:') ?? lineValue(session, 'a=ice-ufrag:');
  }

  accept(message: Message): boolean {
    const username: unknown = message.getAttributeValue('USERNAME');
    if (username !== `${this.localUsername}:${this.remoteUsername}`) return false;
    this.listener.heard();
    return true;
  }
}
