import { defineConfig } from '@playwright/test';
import base from './playwright.config';

/** Takes the pictures of the documentation: `npm run screenshots`. */
export default defineConfig(base, {
  testMatch: 'pictures.ts',
  workers: 1,
  timeout: 300_000,
});
