import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const alias = { '@': fileURLToPath(new URL('.', import.meta.url)).replace(/\/$/, '') };
/** The trail's rows are signed by a key made of it. */
const env = { MASTER_KEY: Buffer.alloc(32, 7).toString('base64') };
const exclude = ['node_modules/**', '.next/**', '.data/**'];

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
          // To start a process for each file takes twice as long as all that they try.
          isolate: false,
          setupFiles: ['./scripts/lib/begin-anew.ts'],
        },
      },
      {
        resolve: { alias },
        test: {
          name: 'integration',
          env,
          include: ['**/*.integration.test.ts'],
          exclude,
          globalSetup: ['./db/testing/global-setup.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
