// Next's modules look once, when the first of them is loaded, whether they run in its server.
import 'next/dist/server/node-environment-baseline';
import { afterAll, vi } from 'vitest';

/**
 * Files of tests share a process. Each begins with modules of the product that nobody has used yet and without what they
 * keep for the whole process, and hands the environment and the clock on as it found them.
 */
vi.resetModules();
for (const name of Object.keys(globalThis))
  if (name.startsWith('syllabase')) Reflect.deleteProperty(globalThis, name);
const environment = { ...process.env };

afterAll(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  vi.unstubAllEnvs();
  for (const name of Object.keys(process.env)) if (!(name in environment)) delete process.env[name];
  Object.assign(process.env, environment);
});
