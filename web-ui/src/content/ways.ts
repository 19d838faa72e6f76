import { type TabId } from '../hooks/useRoute';

export interface LabelledValue {
  readonly label: string;
  readonly value: string;
}

/** What the page says about one of the six ways. */
export interface Way {
  readonly id: TabId;
  /** The tab's name, in two lines. */
  readonly name: string;
  readonly by: string;
  readonly heading: string;
  readonly lead: string;
  /** The answers at a glance: who sees the bytes, how far it scales, what it is good for. */
  readonly facts: readonly LabelledValue[];
  /** The info card: how it is built. */
  readonly card: { readonly title: string; readonly description: string; readonly items: readonly LabelledValue[] };
}

export const ways: Readonly<Record<TabId, Way>> = {
  broadcast: {
    id: 'broadcast',
    name: 'Broadcast',
    by: 'WebSocket',
    heading: 'Everyone hears everyone',
    lead: 'One socket to the server, which repeats each message to all who are here.',
    facts: [
      { label: 'Scales to', value: 'thousands a node, more by nodes' },
      { label: 'Server sees', value: 'every message' },
      { label: 'Good for', value: 'rooms, feeds, alerts' },
    ],
    card: {
      title: 'Basic WebSocket: real-time chat',
      description:
        'The server keeps one ordered log. Every page follows it, so that all see the same order, and a page that was away asks for what came after its last cursor.',
      items: [
        { label: 'Server', value: 'Quarkus websockets-next, one ordered log' },
        { label: 'Client', value: 'the browser’s own WebSocket, resumed by cursor' },
        { label: 'Pattern', value: 'broadcast to all clients' },
      ],
    },
  },
  'peer-chat': {
    id: 'peer-chat',
    name: 'Peer chat',
    by: 'WebRTC data',
    heading: 'Just the two of you',
    lead: 'The server introduces two browsers; after that the text goes from one to the other and never passes it.',
    facts: [
      { label: 'Scales to', value: 'two a room, any number of rooms' },
      { label: 'Server sees', value: 'the introduction, none of the text' },
      { label: 'Good for', value: 'private chat, files, games' },
    ],
    card: {
      title: 'Basic WebRTC: peer-to-peer chat',
      description:
        'Two pages that name the same room exchange a description and their addresses through the server, open a data channel, and talk over it.',
      items: [
        { label: 'Signaling', value: 'rooms over WebSocket' },
        { label: 'Data transport', value: 'RTCDataChannel (P2P)' },
        { label: 'Pattern', value: 'direct peer-to-peer' },
      ],
    },
  },
  video: {
    id: 'video',
    name: 'Peer video',
    by: 'WebRTC media',
    heading: 'Face to face',
    lead: 'Camera and microphone go straight to the other browser, encrypted; the server only introduces.',
    facts: [
      { label: 'Scales to', value: 'two a room; more need an SFU' },
      { label: 'Server sees', value: 'the introduction, no picture, no sound' },
      { label: 'Good for', value: 'calls, support, tutoring' },
    ],
    card: {
      title: 'WebRTC video: peer-to-peer call',
      description:
        'Your picture is asked for first; without it nobody is called. Then it is the same introduction as in peer chat, with tracks in place of a data channel.',
      items: [
        { label: 'Signaling', value: 'rooms over WebSocket' },
        { label: 'Media transport', value: 'RTCPeerConnection (P2P)' },
        { label: 'Pattern', value: 'direct peer-to-peer video' },
      ],
    },
  },
  'transcribe-webrtc': {
    id: 'transcribe-webrtc',
    name: 'Transcribe',
    by: 'by WebRTC',
    heading: 'Speech to text, by WebRTC',
    lead: 'The microphone’s track goes straight to the Realtime API; words come back on a data channel.',
    facts: [
      { label: 'Scales to', value: 'what the API takes: no load on our server' },
      { label: 'Server sees', value: 'one request for a short-lived key' },
      { label: 'Good for', value: 'weak networks, lowest delay' },
    ],
    card: {
      title: 'WebRTC realtime transcription',
      description:
        'Our server mints a key that lives for a minute. With it the page opens a peer connection to the API itself: Opus audio out, events back.',
      items: [
        { label: 'Model', value: 'gpt-realtime-whisper, or the offline engine' },
        { label: 'Transport', value: 'WebRTC + ephemeral token' },
        { label: 'End of turn', value: 'found in the page, which commits' },
      ],
    },
  },
  'transcribe-websocket': {
    id: 'transcribe-websocket',
    name: 'Transcribe',
    by: 'by WebSocket',
    heading: 'Speech to text, by WebSocket',
    lead: 'The page samples the microphone itself and sends PCM to the Realtime API over its own socket.',
    facts: [
      { label: 'Scales to', value: 'what the API takes: no load on our server' },
      { label: 'Server sees', value: 'one request for a short-lived key' },
      { label: 'Good for', value: 'full control of the audio' },
    ],
    card: {
      title: 'WebSocket realtime transcription',
      description:
        'The same short-lived key, sent as a subprotocol of the socket. An AudioWorklet makes 24 kHz PCM16 of what the microphone gives.',
      items: [
        { label: 'Model', value: 'gpt-realtime-whisper, or the offline engine' },
        { label: 'Transport', value: 'WebSocket + ephemeral token' },
        { label: 'End of turn', value: 'found in the page, which commits' },
      ],
    },
  },
  'transcribe-server': {
    id: 'transcribe-server',
    name: 'Transcribe',
    by: 'through our server',
    heading: 'Speech to text, through our server',
    lead: 'The page sends audio to our server, which holds the key and talks to the Realtime API for it.',
    facts: [
      { label: 'Scales to', value: 'our nodes: each session passes one' },
      { label: 'Server sees', value: 'the audio and every word' },
      { label: 'Good for', value: 'control, recording, one key in one place' },
    ],
    card: {
      title: 'Server transcription',
      description:
        'No key ever reaches the browser. The server relays audio one way and events the other, and slows the faster side down.',
      items: [
        { label: 'Model', value: 'gpt-realtime-whisper, or the offline engine' },
        { label: 'Transport', value: 'browser → WebSocket → server → Realtime API' },
        { label: 'Auth', value: 'server-side API key (secure)' },
      ],
    },
  },
};
