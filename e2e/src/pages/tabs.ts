import { expect, type Page } from '@playwright/test';

/** The six tabs: how the address names them, and what they are called. */
export const tabs = [
  { id: 'broadcast', name: /Broadcast/ },
  { id: 'peer-chat', name: /Peer chat/ },
  { id: 'video', name: /Peer video/ },
  { id: 'transcribe-webrtc', name: /Transcribe.*by WebRTC/ },
  { id: 'transcribe-websocket', name: /Transcribe.*by WebSocket/ },
  { id: 'transcribe-server', name: /Transcribe.*through our server/ },
] as const;

/** Goes to a tab, and returns when it is the one that is shown. */
export async function showTab(page: Page, name: RegExp): Promise<void> {
  await page.getByRole('tab', { name }).click();
  await expect(page.getByRole('tab', { selected: true })).toHaveAccessibleName(name);
  await expect(page.getByRole('tabpanel')).toHaveAccessibleName(name);
}
