import { afterEach, expect, inject, it, vi } from 'vitest';
import { bareDatabase } from '@/lib/performance/checks/testing/rig';
import { run } from './performance';

const said = vi.spyOn(console, 'log').mockImplementation(() => undefined);
const complained = vi.spyOn(console, 'error').mockImplementation(() => undefined);
afterEach(() => vi.clearAllMocks());

it('prints every check of any database as JSON, the worst first, and for people', async () => {
  const place = await bareDatabase(inject('serverUrl'), `ops_performance_${process.pid}`);
  await place.owner.query(
    'CREATE TABLE parent (id int PRIMARY KEY); CREATE TABLE child (id int REFERENCES parent)',
  );
  expect(await run(['check', '--json', '--database-url', place.url])).toBe(0);
  const rows = JSON.parse(String(said.mock.calls[0]?.[0]));
  const found = rows.filter(({ object }: { object: string }) => object?.startsWith('public.'));
  expect(found).toEqual([
    {
      check: 'foreign-key-index',
      state: 'warning',
      object: 'public.child.child_id_fkey',
      evidence: { columns: ['id'], pointsTo: 'public.parent', rows: 0, parentDeletes: 0 },
      advice:
        'Create an index on public.child that begins with id.\nCREATE INDEX CONCURRENTLY ON public.child (id);',
    },
    expect.objectContaining({ check: 'primary-key', object: 'public.child' }),
  ]);
  expect(rows.at(-1)).toEqual({ check: 'extensions', state: 'ok', object: null, evidence: {}, advice: '' });
  expect(await run(['check', '--database-url', place.url])).toBe(0);
  expect(said.mock.calls[1]?.[0]).toContain('CREATE INDEX CONCURRENTLY ON public.child (id);');
  await place.close();
});

it('says that the server asks for a password, where the URL has none', async () => {
  const url = new URL(inject('serverUrl'));
  url.password = '';
  expect(await run(['check', '--json', '--database-url', url.href])).toBe(1);
  expect(said).not.toHaveBeenCalled();
  expect(complained.mock.calls[0]?.[0]).toContain('asks for a password');
});

it('tells a wrong use from a database that is not there', async () => {
  expect(await run(['check', '--database-url', 'postgres://x:y@127.0.0.1:1/none'])).toBe(1);
  expect(complained.mock.calls[0]?.[0]).toContain('could not be checked');
  for (const wrong of [
    [],
    ['look'],
    ['check', '--database-url', 'somewhere'],
    ['check', '--database'],
    ['check', 'twice'],
  ])
    expect(await run(wrong), wrong.join(' ')).toBe(2);
  expect(await run(['check', '--help'])).toBe(0);
});
