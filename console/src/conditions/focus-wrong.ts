/** Puts the focus on the first rule that has something wrong with it. */
export function focusWrong(): void {
  const rule = document.querySelector('[data-rule][data-wrong]');
  rule?.querySelector<HTMLElement>('[aria-invalid="true"], [data-part], button')?.focus();
}
