/** Puts the focus on what is wrong in the first rule that has something wrong with it. */
export function focusWrong(): void {
  const rule = document.querySelector('[data-rule][data-wrong]');
  for (const selector of ['[aria-invalid="true"]', '[data-part]', 'button']) {
    const found = rule?.querySelector<HTMLElement>(selector);
    if (found) {
      found.focus();
      return;
    }
  }
}
