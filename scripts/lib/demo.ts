import type { Env } from '@/lib/env';
import { seedDemo } from '@/lib/interop/demo/seed-demo';

const ACCOUNTS = ['student@demo.test', 'instructor@demo.test', 'admin@demo.test', 'guardian@demo.test'];
const PASSWORD = 'syllabase-demo';

/** Whether the demo belongs into this database: by default only into our own, never into somebody else's. */
export function wantsDemo(settings: Env): boolean {
  return settings.DATABASE_URL ? settings.DEMO === true : settings.DEMO !== false;
}

/** Seeds the demo into an empty database. True when the demo is there, now or from before. */
export function seed(ownerUrl: string, appUrl: string): Promise<boolean> {
  return seedDemo({ ownerUrl, appUrl, onProgress: () => undefined });
}

/** The closing lines: where the product is, and who may try it. */
export function welcome(settings: Env, demo: boolean): string {
  const accounts = ACCOUNTS.map((account) => `    ${account}`).join('\n');
  const demoLines = demo ? `\n\n  Demo accounts (password ${PASSWORD}):\n${accounts}` : '';
  return `\n  Syllabase is ready:  ${settings.APP_URL}${demoLines}\n\n  Ctrl-C stops it.\n`;
}
