import { fileURLToPath } from 'node:url';
import { migrateDatabase } from '@/db/migrate';
import { provideSecrets } from '@/lib/env';
import { applyLists } from './lib/apply-lists';
import { buildIfStale } from './lib/build-step';
import { keepRunning } from './lib/children';
import { claimPlace } from './lib/claim';
import { backupLogin, keepDatabase, keysFor } from './lib/database';
import { seed, wantsDemo, welcome } from './lib/demo';
import { keyServiceWarning } from './lib/key-service';
import { runSession } from './lib/session';
import { readSettings } from './lib/settings';
import { childEnvironment, startWeb, startWorker, waitForHealth, webEnvironment } from './lib/web';

const root = fileURLToPath(new URL('..', import.meta.url));
const dev = process.argv.includes('--dev');

await runSession(async (session) => {
  const settings = readSettings();
  await claimPlace(session, settings);
  const keys = keysFor(settings);
  const { appPassword, authSecret, masterKey, previousMasterKeys } = keys;
  provideSecrets({
    AUTH_SECRET: authSecret,
    MASTER_KEY: masterKey,
    MASTER_KEY_PREVIOUS: previousMasterKeys,
  });

  const database = await session.step('Database', () => keepDatabase(settings));
  session.defer(database.close);
  const { ownerUrl } = database;
  const { appUrl } = await session.step('Schema', () => migrateDatabase({ ownerUrl, appPassword }));
  const backups = await backupLogin(settings, ownerUrl, { renew: true });
  const demo = wantsDemo(settings) && (await session.step('Demo data', () => seed(ownerUrl, appUrl)));
  await applyLists(settings, appUrl, session.signal);
  if (!dev) await session.step('Production build', () => buildIfStale(root, session.signal));

  const warning = settings.KMS_URL ? await session.step('Key service', keyServiceWarning) : null;
  if (warning) session.note(warning);

  const env = { ...childEnvironment(settings, keys, appUrl, demo, dev), ...backups };
  const web = startWeb(settings, webEnvironment(env), dev);
  session.defer(web.stop);
  session.defer(keepRunning('worker', () => startWorker({ ...env, OWNER_DATABASE_URL: ownerUrl })).stop);
  await session.step('Web server and worker', () => waitForHealth(settings, web, session.signal));

  session.note(welcome(settings, demo));
  const reason = await session.wait(web.ended);
  throw new Error(`The web server ended unexpectedly (${reason}). Everything stops.`);
});
