import pg from 'pg';

/** How values are written as text, on every server and in every session alike, and no limits to how long it takes. */
const settings = `
  SET LOCAL DateStyle = 'ISO, YMD'; SET LOCAL IntervalStyle = 'postgres'; SET LOCAL TimeZone = 'UTC';
  SET LOCAL extra_float_digits = 1; SET LOCAL bytea_output = 'hex'; SET LOCAL client_encoding = 'UTF8';
  SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0;
  SELECT set_config('app.role', 'SYSTEM', true)`;

/**
 * Runs something in one transaction on a connection of its own, as the product itself. Ended by `signal` at any moment;
 * the reason is thrown then.
 *
 * @param mode follows BEGIN
 */
export async function inTransaction<T>(
  url: string,
  mode: string,
  signal: AbortSignal | undefined,
  run: (client: pg.Client) => Promise<T>,
): Promise<T> {
  signal?.throwIfAborted();
  const client = new pg.Client({
    connectionString: url,
    application_name: 'syllabase archive',
    keepAlive: true,
    connectionTimeoutMillis: 15_000,
  });
  // Whoever asks learns of it from the answer; unheard, it would end the process.
  client.on('error', () => undefined);
  const abandon = () => void client.end().catch(() => undefined);
  signal?.addEventListener('abort', abandon, { once: true });
  try {
    await client.connect();
    await client.query(`BEGIN ${mode}; ${settings}`);
    const result = await run(client);
    await client.query('COMMIT');
    return result;
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  } finally {
    signal?.removeEventListener('abort', abandon);
    await client.end().catch(() => undefined);
  }
}
