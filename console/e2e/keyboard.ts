import type { Locator, Page } from '@playwright/test';

/** Presses Tab until something has the focus, as often as it takes a person. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  await target.waitFor();
  for (let pressed = 0; pressed < 60; pressed++) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error('not reached with 60 presses of Tab');
}
