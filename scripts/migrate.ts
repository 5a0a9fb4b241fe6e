import { migrateDatabase } from '@/db/migrate';
import { connectOwner } from './connect';
import { keysFor } from './lib/database';
import { runSession } from './lib/session';
import { readSettings } from './lib/settings';

await runSession(async (session) => {
  const { appPassword } = keysFor(readSettings());
  const database = await connectOwner();
  session.defer(database.close);
  await session.step('Schema', () => migrateDatabase({ ownerUrl: database.ownerUrl, appPassword }));
});
