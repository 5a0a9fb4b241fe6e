import { describe, expect, it, vi } from 'vitest';
import { personalIfChanged, route } from './route';

const asking = (known?: string) =>
  new Request('http://localhost/x', { headers: known ? { 'if-none-match': known } : {} });

describe('an answer that is asked for again and again', () => {
  it('comes whole with the name of its state, and is never stored', async () => {
    const answer = personalIfChanged(asking(), { students: 3 });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('cache-control')).toBe('private, no-store');
    expect(await answer.json()).toEqual({ students: 3 });
  });

  it('is not sent again while its state holds, and is as soon as it does not', async () => {
    const etag = personalIfChanged(asking(), { students: 3 }).headers.get('etag') ?? '';
    const same = personalIfChanged(asking(etag), { students: 3 });
    expect([same.status, await same.text()]).toEqual([304, '']);
    expect(personalIfChanged(asking(etag), { students: 4 }).status).toBe(200);
    expect(personalIfChanged(asking('"something else"'), { students: 3 }).status).toBe(200);
  });
});

describe('what goes wrong behind an answer', () => {
  it.each([
    ['a fault of ours', new Error('a secret'), 500],
    ['the database away', Object.assign(new Error('a secret'), { code: 'ECONNREFUSED' }), 503],
  ])('%s is said without detail', async (_what, fault, status) => {
    const told = vi.spyOn(console, 'error').mockReturnValue();
    const answer = await route(() => Promise.reject(fault))(asking(), {});
    expect([answer.status, answer.headers.get('content-type')]).toEqual([status, 'application/problem+json']);
    expect(await answer.text()).not.toContain('secret');
    told.mockRestore();
  });
});
