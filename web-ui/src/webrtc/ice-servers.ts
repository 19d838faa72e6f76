import * as v from 'valibot';

const answer = v.object({
  iceServers: v.array(
    v.object({
      urls: v.union([v.string(), v.array(v.string())]),
      username: v.optional(v.string()),
      credential: v.optional(v.string()),
    }),
  ),
});

const withinMillis = 4_000;

/**
 * Asks which STUN and TURN servers to use; to be asked before each call, as TURN credentials live for minutes.
 *
 * @param bearer proves a live session: only then TURN is among them
 * @throws Error when the service does not answer in time, or not in the agreed form
 */
export async function fetchIceServers(bearer: string | undefined): Promise<RTCIceServer[]> {
  const response = await fetch('/api/ice-servers', {
    signal: AbortSignal.timeout(withinMillis),
    headers: { accept: 'application/json', ...(bearer !== undefined && { authorization: `Bearer ${bearer}` }) },
  });
  if (!response.ok) throw new Error(`GET /api/ice-servers answered ${String(response.status)}`);
  return v.parse(answer, await response.json()).iceServers.map(({ urls, username, credential }) => ({
    urls,
    ...(username !== undefined && { username }),
    ...(credential !== undefined && { credential }),
  }));
}
