/** The six tabs: how the address names them, and what they are called. */
export const tabs = [
  { id: 'broadcast', name: /Broadcast/ },
  { id: 'peer-chat', name: /Peer chat/ },
  { id: 'video', name: /Peer video/ },
  { id: 'transcribe-webrtc', name: /Transcribe.*by WebRTC/ },
  { id: 'transcribe-websocket', name: /Transcribe.*by WebSocket/ },
  { id: 'transcribe-server', name: /Transcribe.*through our server/ },
] as const;
