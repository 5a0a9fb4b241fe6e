import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const alias = { '@': fileURLToPath(new URL('.', import.meta.url)).replace(/\/$/, '') };
/** The trail's rows are signed by a key made of it. */
const env = { MASTER_KEY: Buffer.alloc(32, 7).toString('base64') };
const exclude = ['node_modules/**', '.next/**', '.data/**'];
/** To start a process for each file, and to load its packages, takes longer than most of what it tries. */
const inOneProcess = { isolate: false, setupFiles: ['./scripts/lib/begin-anew.ts'] };

/** What exchanges modules, works within Next, judges times, or starts and kills what a neighbour would feel. */
const alone = [
  'bench',
  'db/embedded',
  'db/migrate*',
  'lib/access/denials*',
  'lib/cache',
  'lib/enrollment/standing*',
  'lib/optimizer/pipeline*',
  'lib/performance/telemetry',
].flatMap((place) => [`${place}/**/*.integration.test.ts`, `${place}.integration.test.ts`]);

const onPostgres = {
  env,
  globalSetup: ['./db/testing/global-setup.ts'],
  testTimeout: 120_000,
  hookTimeout: 120_000,
};

export default defineConfig({
  resolve: { alias },
  test: {
    projects: [
      {
        resolve: { alias },
        test: {
          name: 'unit',
          env,
          include: ['**/*.test.{ts,tsx}'],
          testTimeout: 60_000,
          exclude: [...exclude, '**/*.integration.test.ts'],
          maxWorkers: availableParallelism(),
          ...inOneProcess,
        },
      },
      {
        resolve: { alias },
        test: {
          ...onPostgres,
          name: 'integration',
          include: alone,
          exclude,
          maxWorkers: 2,
          sequence: { groupOrder: 2 },
        },
      },
      {
        resolve: { alias },
        test: {
          ...onPostgres,
          ...inOneProcess,
          name: 'integration-rooms',
          include: ['**/*.integration.test.ts'],
          exclude: [...exclude, ...alone],
          // Many wait for a server, or for something to arrive.
          maxWorkers: Math.min(availableParallelism() + 1, 4),
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
