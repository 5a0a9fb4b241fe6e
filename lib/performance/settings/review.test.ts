import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allRules } from './all-rules';
import { millisecondsOf } from './login-rules';
import { type Reviewed, reviewSettings } from './review';
import type { ReviewRow } from './review-sql';
import { amountOf, kindOf, type Platform } from './setting';
import { whereToChange } from './where-to-change';

const row = (
  name: string,
  value: string,
  unit: string | null = null,
  more: Partial<ReviewRow> = {},
): ReviewRow => ({
  kind: 'server',
  login: null,
  name,
  value,
  unit,
  source: 'default',
  context: 'sighup',
  pendingRestart: false,
  platform: 'own',
  ...more,
});

/** As Postgres 18 ships, on the machine that the database runs on. */
const shipped = [
  row('shared_buffers', '16384', '8kB', { context: 'postmaster' }),
  row('effective_cache_size', '524288', '8kB'),
  row('work_mem', '4096', 'kB', { context: 'user' }),
  row('maintenance_work_mem', '65536', 'kB', { context: 'user' }),
  row('max_connections', '100', null, { context: 'postmaster' }),
  row('max_wal_size', '1024', 'MB'),
  row('checkpoint_timeout', '300', 's'),
  row('checkpoint_completion_target', '0.9'),
  row('wal_level', 'replica'),
  row('synchronous_commit', 'on'),
  row('max_slot_wal_keep_size', '-1', 'MB'),
  row('fsync', 'on'),
  row('full_page_writes', 'on'),
  row('data_checksums', 'on', null, { context: 'internal' }),
  row('random_page_cost', '4'),
  row('seq_page_cost', '1'),
  row('jit', 'on'),
  row('track_io_timing', 'off'),
  row('shared_preload_libraries', 'pg_stat_statements'),
  row('autovacuum', 'on'),
  row('track_counts', 'on'),
  row('autovacuum_max_workers', '3'),
  row('autovacuum_naptime', '60', 's'),
  row('autovacuum_vacuum_scale_factor', '0.2'),
  row('autovacuum_analyze_scale_factor', '0.1'),
  row('autovacuum_vacuum_cost_delay', '2', 'ms'),
  row('autovacuum_freeze_max_age', '200000000'),
  row('password_encryption', 'scram-sha-256'),
  row('log_statement', 'none'),
  row('log_parameter_max_length_on_error', '0', 'B'),
  row('log_lock_waits', 'off'),
  row('ssl', 'local', null, { kind: 'connection' }),
];

/** The review of what is shipped with some rows in place of others. */
function review(
  changes: ReviewRow[] = [],
  memory: number | null = null,
  platform: Platform = 'own',
): Reviewed[] {
  const rows = [...shipped.filter(({ name }) => !changes.some((change) => change.name === name)), ...changes];
  return reviewSettings(
    rows.map((each) => ({ ...each, platform })),
    memory,
  ).flatMap(({ settings }) => settings);
}
const about = (name: string, ...args: Parameters<typeof review>) =>
  review(...args).find((setting) => setting.name === name);
const wrong = (...args: Parameters<typeof review>) =>
  review(...args)
    .filter(({ state }) => state !== 'ok')
    .map(({ name, state }) => `${state} ${name}`);

const gigabyte = 1024 ** 3;

describe('the review', () => {
  it('finds nothing wrong with what Postgres ships, and says what would suit better', () => {
    expect(wrong()).toEqual([]);
    const improvable = review()
      .filter(({ advice }) => advice !== '')
      .map(({ name }) => name);
    expect(improvable).toEqual([
      'work_mem',
      'max_slot_wal_keep_size',
      'random_page_cost',
      'jit',
      'track_io_timing',
      'log_lock_waits',
    ]);
    expect(about('work_mem')?.sql).toBe("ALTER SYSTEM SET work_mem = '8MB';");
  });

  it.each([
    [row('shared_buffers', '2048', '8kB'), 'warning'],
    [row('effective_cache_size', '8192', '8kB'), 'warning'],
    [row('work_mem', '1024', 'kB'), 'warning'],
    [row('maintenance_work_mem', '16384', 'kB'), 'warning'],
    [row('max_connections', '20'), 'warning'],
    [row('max_connections', '5000'), 'warning'],
    [row('max_wal_size', '128', 'MB'), 'warning'],
    [row('checkpoint_timeout', '30', 's'), 'warning'],
    [row('checkpoint_timeout', '7200', 's'), 'warning'],
    [row('checkpoint_completion_target', '0.1'), 'warning'],
    [row('wal_level', 'minimal'), 'critical'],
    [row('synchronous_commit', 'off'), 'warning'],
    [row('random_page_cost', '0.5'), 'warning'],
    [row('random_page_cost', '20'), 'warning'],
    [row('shared_preload_libraries', ''), 'unknown'],
    [row('autovacuum', 'off'), 'critical'],
    [row('autovacuum_max_workers', '1'), 'warning'],
    [row('autovacuum_naptime', '3600', 's'), 'warning'],
    [row('autovacuum_vacuum_scale_factor', '0.9'), 'warning'],
    [row('autovacuum_vacuum_cost_delay', '100', 'ms'), 'warning'],
    [row('autovacuum_freeze_max_age', '2000000000'), 'warning'],
    [row('password_encryption', 'md5'), 'warning'],
    [row('log_statement', 'all'), 'warning'],
    [row('log_parameter_max_length_on_error', '-1', 'B'), 'warning'],
    [row('ssl', 'off', null, { kind: 'connection' }), 'critical'],
  ])('names $name where it does harm', (change, state) => {
    expect(wrong([change])).toEqual([`${state} ${change.name}`]);
    expect(about(change.name, [change])?.advice).not.toBe('');
  });

  it('knows what a machine can hold, where it can be seen', () => {
    const large = [row('shared_buffers', '262144', '8kB')];
    expect(wrong(large, 8 * gigabyte)).toEqual([]);
    expect(wrong(large, 3 * gigabyte)).toEqual(['warning shared_buffers']);
    const greedy = [row('work_mem', '1048576', 'kB')];
    expect(wrong(greedy)).toEqual([]);
    expect(wrong(greedy, 8 * gigabyte)).toEqual(['warning work_mem']);
  });

  it('says what is not shown, what another check says, and what waits for a restart', () => {
    const rows = shipped.filter(({ name }) => name !== 'wal_level');
    const settings = reviewSettings(rows, null).flatMap((group) => group.settings);
    expect(settings.find(({ name }) => name === 'wal_level')).toMatchObject({
      state: 'unknown',
      value: null,
    });
    expect(about('fsync', [row('fsync', 'off')])).toMatchObject({ state: 'critical', saidBy: 'settings' });
    expect(
      about('max_connections', [row('max_connections', '100', null, { pendingRestart: true })]),
    ).toMatchObject({
      state: 'ok',
      advice: 'Another value is written down already and waits for a restart.',
    });
  });

  it('takes a hidden list of libraries for fine where statements are measured', () => {
    const rows = [
      ...shipped.filter(({ name }) => name !== 'shared_preload_libraries'),
      row('pg_stat_statements.max', '5000'),
    ];
    const found = reviewSettings(rows, null)
      .flatMap(({ settings }) => settings)
      .find(({ name }) => name === 'shared_preload_libraries');
    expect(found).toMatchObject({ state: 'ok', value: null });
  });

  it('writes values as people do', () => {
    expect(about('shared_buffers')?.value).toBe('128\u00a0MB');
    expect(about('checkpoint_timeout')?.value).toBe('5 min');
    expect(about('autovacuum_vacuum_cost_delay')?.value).toBe('2.0\u00a0ms');
    expect(about('max_slot_wal_keep_size')?.value).toBe('not limited');
    expect(about('shared_buffers')?.source).toBe('as Postgres ships it');
  });
});

describe('the product’s login', () => {
  const login = (name: string, value: string) =>
    row(name, value, null, { kind: 'login', login: 'campus_app' });

  it.each([
    ['statement_timeout', '30s', 'ok'],
    ['statement_timeout', '0ms', 'warning'],
    ['statement_timeout', '1h', 'warning'],
    ['idle_in_transaction_session_timeout', '60s', 'ok'],
    ['idle_in_transaction_session_timeout', '0', 'warning'],
  ])('with %s at %s is %s', (name, value, state) => {
    expect(about(name, [login(name, value)])).toMatchObject({ state, login: 'campus_app' });
  });

  it('of Neon is encrypted, though its server does not see it', () => {
    const found = about('ssl', [row('ssl', 'off', null, { kind: 'connection' })], null, 'neon');
    expect(found).toMatchObject({ state: 'ok', value: 'encrypted up to Neon' });
  });
});

describe('where a setting is changed', () => {
  it('is said for each who runs servers, and SQL only where it would be taken', () => {
    const off = [
      row('work_mem', '1024', 'kB', { context: 'user' }),
      row('wal_level', 'minimal', null, { context: 'postmaster' }),
    ];
    const change = (platform: Platform) =>
      ['work_mem', 'wal_level'].map((name) => about(name, off, null, platform)?.change);
    expect(change('neon')).toEqual([
      'On Neon for a role or a database only (ALTER ROLE … SET); new connections have it.',
      'Neon sets it by the size of the compute; it cannot be changed there.',
    ]);
    expect(change('rds')).toEqual([
      'The host changes it in the parameter group of the instance; it takes a reload, no restart.',
      'The host changes it in the parameter group of the instance; it takes a restart.',
    ]);
    expect(about('work_mem', off, null, 'neon')?.sql).toBeNull();
    expect(about('work_mem', off)?.sql).toBe("ALTER SYSTEM SET work_mem = '8MB';");
    expect(whereToChange('own', 'internal')).toBe('Fixed when the server was made.');
  });
});

describe('amounts', () => {
  it('of bytes and of time are the same in any unit', () => {
    fc.assert(
      fc.property(fc.nat(1_000_000), (n) => {
        expect(amountOf({ value: String(n), unit: '8kB' })).toBe(n * 8192);
        expect(amountOf({ value: String(n), unit: 'min' })).toBe(n * 60_000);
        expect(amountOf({ value: String(n), unit: null })).toBe(n);
        expect(millisecondsOf(`${n}s`)).toBe(millisecondsOf(`${n * 1000}`));
        expect(millisecondsOf(`${n}min`)).toBe(millisecondsOf(`${n * 60} s`));
      }),
    );
    expect([kindOf({ unit: '8kB' }), kindOf({ unit: 's' }), kindOf({ unit: null })]).toEqual([
      'bytes',
      'milliseconds',
      'number',
    ]);
    expect(millisecondsOf('soon')).toBeNaN();
  });

  it('every setting has its reason and says what it should be', () => {
    expect(allRules.filter(({ why, wanted }) => !why.endsWith('.') || wanted === '')).toEqual([]);
    expect(new Set(allRules.map(({ name }) => name)).size).toBe(allRules.length);
  });
});
