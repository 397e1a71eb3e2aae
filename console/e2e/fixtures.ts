import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { test as base, expect, type ConsoleMessage, type Page } from '@playwright/test';
import type { AxeResults, RunOptions } from 'axe-core';
import { MusterServer } from './server';

export { base, expect };
export type { Page };

interface Fixtures {
  /** Whether the page belongs to the first administrator; else to nobody yet. */
  signedIn: boolean;
  /** A page whose console has to stay without an error. */
  page: Page;
  /** The refusals by the server, as statuses, that a test provokes; the browser's console tells of each. */
  refusals: number[];
  /** Whether a test also visits pages of others, whose errors are theirs. */
  elsewhere: boolean;
}

interface WorkerFixtures {
  server: MusterServer;
}

export const test = base.extend<Fixtures & { baseURL: string }, WorkerFixtures>({
  server: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads the fixtures off the pattern
    async ({}, use) => {
      const server = await MusterServer.start();
      await use(server);
      await server.stop();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  baseURL: async ({ server }, use) => use(server.url),
  signedIn: [true, { option: true }],
  refusals: [[], { option: true }],
  elsewhere: [false, { option: true }],
  page: async ({ page, server, signedIn, refusals, elsewhere }, use) => {
    if (signedIn) await page.context().addCookies(await server.adminCookies());
    const faults = faultsOf(page, (message) => {
      const places = [message.location().url, page.url()];
      if (elsewhere && places.some((url) => !url.startsWith(server.url))) return true;
      return refusals.some((status) => message.text().includes(`a status of ${status} (`));
    });
    await use(page);
    expect(faults, 'errors in the browser console').toEqual([]);
  },
});

/** What goes wrong in a page from now on; it grows. */
export function faultsOf(page: Page, isExpected: (message: ConsoleMessage) => boolean): string[] {
  const faults: string[] = [];
  page.on('console', (message) => {
    if (message.type() !== 'error' || isExpected(message)) return;
    faults.push(`${message.text()} (${message.location().url})`);
  });
  page.on('pageerror', (error) => faults.push(error.stack ?? error.message));
  return faults;
}

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Holds the page as it stands against axe: no serious or critical finding. */
export async function expectAccessible(page: Page, rules: string[] = RULES): Promise<void> {
  await page.evaluate(AXE);
  await expectNoFindings(page, rules);
}

/** The same of a document that has been held against axe before: to read it takes as long as to look. */
async function expectNoFindings(page: Page, rules: string[]): Promise<void> {
  const results = await page.evaluate(async (runOnly) => {
    const { axe } = globalThis as unknown as {
      axe: { run: (context: Document, options: RunOptions) => Promise<AxeResults> };
    };
    return axe.run(document, {
      resultTypes: ['violations'],
      runOnly,
    });
  }, rules);
  const findings = results.violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(
      ({ id, help, nodes }) =>
        `${id}: ${help}\n${nodes.map((node) => `  ${node.html}\n  ${node.failureSummary}`).join('\n')}`,
    );
  expect(findings, 'serious or critical findings of axe').toEqual([]);
}

/** Waits until what changes with the colour scheme has its new colours. */
async function settled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
    const changing = document
      .getAnimations()
      .filter(({ effect }) => effect?.getComputedTiming().iterations !== Infinity);
    await Promise.allSettled(changing.map(({ finished }) => finished));
  });
}

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const WIDTHS = [360, 768, 1440];

/**
 * Takes the page at each width in light and dark, for looking at, into the folder
 * `MUSTER_SCREENSHOTS`; without it, only holds each width to having no sideways scroll, in light
 * alone, since only colours are others in the dark.
 */
export async function screenshots(page: Page, name: string): Promise<void> {
  const folder = process.env.MUSTER_SCREENSHOTS;
  const before = page.viewportSize();
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    for (const width of scheme === 'light' || folder ? WIDTHS : []) {
      await page.setViewportSize({ width, height: width === 360 ? 740 : 900 });
      // What slides in or out has until then to be where it belongs.
      await expect
        .poll(
          () =>
            page.evaluate(
              () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
            ),
          { message: `${name} scrolls sideways at ${width} px`, timeout: 10_000 },
        )
        .toBeLessThanOrEqual(0);
      if (folder) {
        await mkdir(folder, { recursive: true });
        await page.screenshot({
          path: join(folder, `${name}-${width}-${scheme}.png`),
          fullPage: true,
        });
      }
    }
    await settled(page);
    if (scheme === 'light') await expectAccessible(page);
    else {
      // Chromium's shell is late with inherited colours at times; what is wrong stays wrong.
      await expect(() => expectNoFindings(page, ['color-contrast'])).toPass({ timeout: 5_000 });
    }
  }
  await page.emulateMedia({ colorScheme: 'light' });
  if (before) await page.setViewportSize(before);
}
