import react from '@vitejs/plugin-react';
import { type ProxyOptions } from 'vite';
import { defineConfig } from 'vitest/config';

/** Where the services of a developer's machine listen: the same settings as the launcher's. */
const portBase = Number(process.env.PARLEY_PORT_BASE ?? 8080);

const service = (offset: number): ProxyOptions => ({
  target: `http://127.0.0.1:${String(portBase + offset)}`,
  ws: true,
});

/** Stands in for the gateway: one origin for the page and for everything that it talks to. Longer paths come first. */
const gateway: Record<string, ProxyOptions> = {
  '/ws/chat': service(1),
  '/ws/rooms': service(1),
  '/api/chat': service(1),
  '/api/ice-servers': service(1),
  '/ws/transcription': service(2),
  '/api/transcription': service(2),
  '/v1/realtime/calls': service(4),
  '/v1/realtime': service(3),
};

export default defineConfig({
  plugins: [react()],
  server: { host: '127.0.0.1', port: 5173, proxy: gateway },
  preview: { host: '127.0.0.1', port: 4173, proxy: gateway },
  // Nothing is inlined as a data: address: the page's Content-Security-Policy allows none but for pictures.
  build: { target: 'es2022', sourcemap: true, chunkSizeWarningLimit: 700, assetsInlineLimit: 0 },
  test: {
    environment: 'jsdom',
    include: ['src/**/*.test.{ts,tsx}'],
    restoreMocks: true,
    unstubGlobals: true,
  },
});
