import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.spec.ts',
  outputDir: 'test-results',
  fullyParallel: true,
  workers: 2,
  forbidOnly: true,
  // Not to pass: what fails is tried again to have a trace of it, and has failed all the same.
  retries: 1,
  failOnFlakyTests: true,
  timeout: 150_000,
  expect: { timeout: 10_000 },
  globalSetup: './e2e/sign-in-everybody.ts',
  reporter: [['list']],
  projects: [
    // One test after another for minutes: begun last, it would keep one worker busy when the other has nothing more to do.
    { name: 'surface', testMatch: 'hostile/surface.spec.ts' },
    { name: 'journeys', testIgnore: 'hostile/surface.spec.ts' },
  ],
  use: {
    baseURL: process.env.BASE_URL,
    // To write down every page, and all that it is made of, costs a slow machine as much as the page itself.
    trace: { mode: 'on-first-retry', screenshots: false },
    launchOptions: {
      executablePath: process.env.CHROMIUM_PATH,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});
