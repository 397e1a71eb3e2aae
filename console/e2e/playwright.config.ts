import { defineConfig } from '@playwright/test';
import { chromium } from './chromium';

export default defineConfig({
  // Those of the console, of the page snippet and of the examples, which need the same server and browser.
  testDir: '../..',
  testMatch: ['console/e2e/*.spec.ts', 'snippet/test/*.spec.ts', 'examples/*/*.spec.mts'],
  outputDir: '../test-results',
  // Each worker runs a server of its own; two are as many as a small machine bears.
  workers: 2,
  // On a machine of strangers what only happens once is told as flaky, among the closing lines, and what happens twice fails.
  retries: process.env.CI ? 1 : 0,
  globalSetup: './build.ts',
  timeout: 120_000,
  // Generous, as the machine that runs this may be busy; what is there is found at once.
  expect: { timeout: 20_000 },
  forbidOnly: !!process.env.CI,
  reporter: [['list']],
  use: {
    // What cannot be clicked for so long never can be; the test says what it was.
    actionTimeout: 30_000,
    // To draw what slides and pulses takes a fifth of a test's work; `story.spec.ts` has it.
    contextOptions: { reducedMotion: 'reduce' },
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    screenshot: 'only-on-failure',
    // Recording one takes a third of a test's time; `--trace on` has it for a test that fails here.
    trace: 'on-first-retry',
    launchOptions: {
      executablePath: chromium(),
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});
