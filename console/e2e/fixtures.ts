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

/**
 * Holds the page as it stands against axe: no serious or critical finding. What still changes its colours gets a
 * moment, and Chromium's shell is late with those that are inherited; what is wrong stays wrong.
 */
export async function expectAccessible(page: Page, rules: string[] = RULES): Promise<void> {
  await expect(() => expectNoFindings(page, rules)).toPass({ timeout: 20_000 });
}

async function expectNoFindings(page: Page, rules: string[]): Promise<void> {
  // To read axe takes as long as to look, and a document that was held against it before still has it.
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(AXE);
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

/** Where the colours of the dark were looked at. */
const seenInTheDark = new Set<string>();

/** Whether it is the first time in the dark here: the same page, with or without a dialog, whatever it is about. */
async function isNewInTheDark(page: Page): Promise<boolean> {
  const place = new URL(page.url()).pathname.replace(/^\/systems\/[^/]+\/[^/]+/, '');
  const here = `${place} ${await page.getByRole('dialog').count()}`;
  if (seenInTheDark.has(here)) return false;
  seenInTheDark.add(here);
  return true;
}

/**
 * Takes the page at each width in light and dark, for looking at, into the folder `MUSTER_SCREENSHOTS`. Without it,
 * only holds the page to having no sideways scroll where it is narrowest, and to axe, as it is: of each page once in
 * the dark, where only colours are others.
 */
export async function screenshots(page: Page, name: string): Promise<void> {
  const folder = process.env.MUSTER_SCREENSHOTS;
  const before = page.viewportSize();
  for (const scheme of ['light', 'dark'] as const) {
    if (scheme === 'dark' && !folder && !(await isNewInTheDark(page))) break;
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    await settled(page);
    // Before it becomes narrow: what was hidden there is late to come back.
    await expectAccessible(page, scheme === 'light' ? RULES : ['color-contrast']);
    for (const width of folder ? WIDTHS : scheme === 'light' ? [WIDTHS[0]!] : []) {
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
    if (before) await page.setViewportSize(before);
  }
  await page.emulateMedia({ colorScheme: 'light' });
}
