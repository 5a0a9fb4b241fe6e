import { createClient } from '@redis/client';

/** Milliseconds. */
const patience = 1_000;

/** Whether a Redis answers at all, asked once over a connection of its own. */
export async function redisAnswers(url: string): Promise<boolean> {
  const client = createClient({ url, socket: { connectTimeout: patience, reconnectStrategy: false } });
  // Its message may hold the address with a password; whether it answers says enough.
  client.on('error', () => undefined);
  try {
    await client.connect();
    return (await client.ping()) === 'PONG';
  } catch {
    return false;
  } finally {
    client.destroy();
  }
}
