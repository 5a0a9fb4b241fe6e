import { migrateDatabase } from '@/db/migrate';
import { connectOwner } from './connect';
import { keysFor } from './lib/database';
import { seed } from './lib/demo';
import { runSession } from './lib/session';
import { readSettings } from './lib/settings';

await runSession(async (session) => {
  const { appPassword } = keysFor(readSettings());
  const database = await connectOwner();
  session.defer(database.close);
  const { ownerUrl } = database;
  const { appUrl } = await session.step('Schema', () => migrateDatabase({ ownerUrl, appPassword }));
  const seeded = await session.step('Demo data', () => seed(ownerUrl, appUrl));
  if (!seeded) throw new Error('The database holds other data; the demo goes into an empty one only.');
});
