import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Turn } from '../../transcription/transcript';
import { TranscribeTab } from './TranscribeTab';
import { formatElapsed, TranscriptView } from './TranscriptView';

const offline = { upstream: 'offline', model: 'gpt-realtime-whisper', languages: ['en'], ready: true };

beforeEach(() => {
  vi.stubGlobal('fetch', () => Promise.resolve(Response.json(offline)));
  vi.stubGlobal('matchMedia', () => ({ matches: false }));
});
afterEach(cleanup);

describe('TranscribeTab', () => {
  it('offers to start, and says what is spoken', async () => {
    render(<TranscribeTab route="server" />);
    expect(await screen.findByText('English only')).toBeDefined();
    expect(screen.getAllByRole('status')[0]?.textContent).toBe('Not started');
    expect(screen.getByRole('button', { name: 'Copy transcript' })).toHaveProperty('disabled', true);
  });

  it('tells why there is no microphone, and lets start again', async () => {
    render(<TranscribeTab route="server" />);
    fireEvent.click(screen.getByRole('button', { name: 'Start Transcription' }));
    expect((await screen.findByRole('alert')).textContent).toMatch(
      /^Error: Browsers give the microphone only to https/,
    );
    expect(screen.getAllByRole('status')[0]?.textContent).toBe('Error');
    expect(screen.getByRole('button', { name: 'Start Transcription' })).toHaveProperty('disabled', false);
  });
});

describe('TranscriptView', () => {
  const turns: Turn[] = [
    { itemId: 'a', text: 'And so.', state: 'final', startedAt: 1_000 },
    { itemId: 'b', text: 'ask not', state: 'partial', startedAt: 8_400 },
    { itemId: 'c', text: 'what your', state: 'failed', startedAt: 9_000 },
  ];

  it('shows turns apart, with their times, and marks what is not final', () => {
    render(<TranscriptView turns={turns} startedAt={1_000} placeholder="nothing yet" isLive />);
    const log = screen.getByRole('log', { name: 'Transcript' });
    const rows = [...log.querySelectorAll<HTMLElement>('[data-item]')];
    expect(rows.map(({ dataset }) => [dataset.item, dataset.final])).toEqual([
      ['a', 'true'],
      ['b', 'false'],
      ['c', 'false'],
    ]);
    expect(rows.map(({ textContent }) => textContent)).toEqual(['And so.', 'ask not', 'what your']);
    expect([...log.querySelectorAll('time')].map(({ textContent }) => textContent)).toEqual(['0:00', '0:07', '0:08']);
    expect(log.textContent).toMatch(/could not finish this turn/);
  });

  it('reads whole turns to a screen reader, not every word', () => {
    const { container } = render(<TranscriptView turns={turns} startedAt={1_000} placeholder="" isLive />);
    expect(screen.getByRole('log').getAttribute('aria-live')).toBe('off');
    expect(container.querySelector('[aria-live=polite]')?.textContent).toBe('And so.');
  });

  it('says what to do while it is empty', () => {
    render(<TranscriptView turns={[]} startedAt={undefined} placeholder="Start speaking" isLive />);
    expect(screen.getByText('Start speaking')).toBeDefined();
  });

  it.each([
    [-300, '0:00'],
    [7_900, '0:07'],
    [751_000, '12:31'],
    [3_723_000, '1:02:03'],
  ])('writes %i ms as %s', (millis, text) => {
    expect(formatElapsed(millis)).toBe(text);
  });
});
