import { describe, expect, it } from 'vitest';
import { formatRoute, parseRoute } from './useRoute';

describe('parseRoute', () => {
  it.each([
    ['', { tab: 'broadcast', room: undefined }],
    ['#/nowhere', { tab: 'broadcast', room: undefined }],
    ['#/transcribe-server', { tab: 'transcribe-server', room: undefined }],
    ['#/video?room=tea', { tab: 'video', room: 'tea' }],
    ['#/video?room=', { tab: 'video', room: undefined }],
    ['#/peer-chat?room=%20tea%20%26%20cake%20', { tab: 'peer-chat', room: 'tea & cake' }],
    ['#/peer-chat?room=what?', { tab: 'peer-chat', room: 'what?' }],
  ])('%s', (hash, route) => {
    expect(parseRoute(hash)).toEqual(route);
  });

  it('reads what formatRoute writes', () => {
    const route = { tab: 'video', room: 'a&b=c #1/ü?' } as const;
    expect(parseRoute(formatRoute(route))).toEqual(route);
  });
});
