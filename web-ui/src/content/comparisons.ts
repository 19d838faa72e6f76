import { type TabId } from '../hooks/useRoute';

/** A table that sets things side by side: one row a thing, first cell its name. */
export interface Comparison {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly ComparisonRow[];
}

export interface ComparisonRow {
  /** Tabs that this row speaks of: it is marked while one of them is open. */
  readonly about: readonly TabId[];
  readonly cells: readonly string[];
}

export const sixWays: Comparison = {
  title: 'The six ways',
  columns: ['Way', 'Path of the bytes', 'Role of our server', 'Scales to', 'Good for'],
  rows: [
    {
      about: ['broadcast'],
      cells: [
        'Broadcast',
        'you → server → all',
        'repeats and keeps messages',
        'thousands a node',
        'rooms, feeds, alerts',
      ],
    },
    {
      about: ['peer-chat'],
      cells: ['Peer chat', 'you ⇄ peer', 'introduces', '2 a room (a mesh: about 6)', 'private text, files, games'],
    },
    {
      about: ['video'],
      cells: ['Peer video', 'you ⇄ peer', 'introduces', '2 a room (a mesh: about 4)', 'calls, support, tutoring'],
    },
    {
      about: ['transcribe-webrtc'],
      cells: ['Transcribe by WebRTC', 'you ⇄ API', 'mints a key', 'what the API takes', 'weak networks, low delay'],
    },
    {
      about: ['transcribe-websocket'],
      cells: ['Transcribe by WebSocket', 'you ⇄ API', 'mints a key', 'what the API takes', 'control of the audio'],
    },
    {
      about: ['transcribe-server'],
      cells: [
        'Transcribe through our server',
        'you ⇄ server ⇄ API',
        'holds the key, relays all',
        'our nodes',
        'control, recording, audit',
      ],
    },
  ],
};

export const socketOrPeer: Comparison = {
  title: 'WebSocket or WebRTC',
  columns: ['', 'WebSocket', 'WebRTC'],
  rows: [
    { about: [], cells: ['Joins', 'a browser and a server', 'two browsers, after an introduction'] },
    { about: [], cells: ['Carries', 'text and bytes, all, in order', 'media; data in order or not, complete or not'] },
    { about: [], cells: ['Runs on', 'TCP, one connection', 'UDP mostly, found by ICE'] },
    { about: [], cells: ['On a lossy network', 'waits for what was lost', 'goes on: late sound is no use'] },
    { about: [], cells: ['Needs', 'a server that holds the socket', 'signaling, STUN, and TURN for some networks'] },
    { about: [], cells: ['Encrypted', 'to the server (wss)', 'to the other end, always (DTLS-SRTP)'] },
    { about: [], cells: ['To many', 'easily: the server repeats', 'a mesh for a few, an SFU for more'] },
  ],
};

export const transcriptionRoutes: Comparison = {
  title: 'Three routes to the same words',
  columns: ['', 'By WebRTC', 'By WebSocket', 'Through our server'],
  rows: [
    { about: [], cells: ['Audio transport', 'Opus track', 'PCM16 in JSON, Base64', 'PCM16 in binary frames'] },
    {
      about: [],
      cells: ['Connection setup', 'key, offer and answer, ICE', 'key, then one socket', 'one socket to our server'],
    },
    { about: [], cells: ['Auth', 'Bearer, at the call', 'subprotocol of the socket', 'API key, server side'] },
    { about: [], cells: ['Ephemeral token', 'yes', 'yes', 'no'] },
    { about: [], cells: ['Complexity', 'WebRTC in the page', 'audio code in the page', 'a relay on the server'] },
    {
      about: [],
      cells: [
        'Security',
        'a key for a minute in the page',
        'a key for a minute in the page',
        'no key leaves the server',
      ],
    },
  ],
};
