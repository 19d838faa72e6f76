import { type AudioPacket } from '../media/rtp';
import { type Offer } from '../sdp/offer';

/** Where media is received. */
export interface MediaAddress {
  /** Address that the sockets bind; a wildcard binds all. */
  readonly host: string;
  /** Addresses that the answer names. */
  readonly announced: readonly string[];
  readonly ports: { readonly first: number; readonly last: number } | undefined;
}

/** The caller's data channel for events. */
export interface EventChannel {
  readonly isOpen: boolean;
  /** Bytes that wait to be sent. */
  readonly bufferedBytes: number;
  /** Bytes of the largest event that the caller takes. */
  readonly maxEventBytes: number;
  /** Sends one event, which isn't larger than that. Ignored when the channel isn't open. */
  send(event: string): void;
  /**
   * Closes the channel after what was sent; resolves when the caller has closed it too, or has not for `timeoutMillis`.
   */
  closeAfterSent(timeoutMillis: number): Promise<void>;
}

/** What a peer tells its owner. */
export interface PeerListener {
  /** The caller's `oai-events` channel is open. */
  channelOpened(channel: EventChannel): void;
  /** An event of the caller, unchanged. */
  event(data: string | Buffer): void;
  audio(packet: AudioPacket): void;
  /** A sign of life: an authentic connectivity check, a packet or an event. */
  heard(): void;
  /** The caller closed the channel or the connection, or the connection failed. May come more than once. */
  gone(reason: 'channel_closed' | 'connection_closed'): void;
}

/** The door's end of one WebRTC connection. */
export interface Peer {
  /** The SDP answer, with all its candidates. */
  readonly answer: string;
  close(): Promise<void>;
}

/** Answers an offer. Rejects with ApiError when it can't: 400 for the offer's fault, 503 when no port is free. */
export type AnswerOffer = (offer: Offer, address: MediaAddress, listener: PeerListener) => Promise<Peer>;
