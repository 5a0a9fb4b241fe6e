import { afterEach, expect, it, vi } from 'vitest';
import { type ClassPulse, fetchPulse } from './client';

const summary = {
  registered: 1,
  active: 1,
  completed: 0,
  dropped: 0,
  avgCompletion: 10,
  medianCompletion: null,
  timeSpent: 60,
  distribution: [],
};
const known: ClassPulse = { summary, version: '"one"', asOf: '2026-01-01T00:00:00.000Z' };
const { signal } = new AbortController();

const answering = (answer: Response) => {
  const fetched = vi.fn(async (_url: string, _init?: RequestInit) => answer);
  vi.stubGlobal('fetch', fetched);
  return fetched;
};
afterEach(() => vi.unstubAllGlobals());

it('keeps what it knows when nothing has changed, as of now', async () => {
  const fetched = answering(new Response(null, { status: 304 }));
  const pulse = await fetchPulse('c1', known, signal);
  expect(pulse).toMatchObject({ summary, version: '"one"' });
  expect(pulse.asOf > known.asOf).toBe(true);
  expect(fetched.mock.calls[0]?.[1]?.headers).toEqual({ 'if-none-match': '"one"' });
});

it('takes over what has changed with its version', async () => {
  answering(Response.json({ ...summary, active: 2 }, { headers: { etag: '"two"' } }));
  expect(await fetchPulse('c1', known, signal)).toMatchObject({ summary: { active: 2 }, version: '"two"' });
});

it('is an error when the class is no longer the viewer’s', async () => {
  answering(new Response(null, { status: 404 }));
  await expect(fetchPulse('c1', known, signal)).rejects.toThrow('404');
});
