const IN = 'data-muster-segment';
const NOT_IN = 'data-muster-not-segment';
const MARKED = `[${IN}],[${NOT_IN}]`;

/** Null while nothing is known. */
type Segments = readonly string[] | null;

/**
 * Shows and hides the elements that are marked with segments, also those that come later. While nothing
 * is known all of them are hidden, so that none appears and goes again.
 */
export function marks(): (segments: Segments) => void {
  let now: Segments = null;
  stylesheet();
  const all = () => document.querySelectorAll<HTMLElement>(MARKED).forEach((one) => show(one, now));
  // Called before the next paint, so elements that the parser or a framework adds do not flash.
  new MutationObserver(all).observe(document, {
    childList: true,
    subtree: true,
    attributeFilter: [IN, NOT_IN],
  });
  all();
  return (segments) => {
    now = segments;
    all();
  };
}

/** The site's own styles may lay a hidden element out all the same. No policy forbids a sheet made here. */
function stylesheet() {
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`[${IN}][hidden],[${NOT_IN}][hidden]{display:none!important}`);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  } catch {
    // A browser without such sheets; `hidden` alone does it on most pages.
  }
}

function show(element: HTMLElement, segments: Segments) {
  const hidden = !segments || !isMeant(element, segments);
  // Only where it changes: an observer of the page may be looking, too.
  if (element.hidden !== hidden) element.hidden = hidden;
}

function isMeant(element: HTMLElement, segments: readonly string[]) {
  const any = (attribute: string) =>
    (element.getAttribute(attribute) || '').split(/\s+/).some((one) => segments.includes(one));
  return (!element.hasAttribute(IN) || any(IN)) && !any(NOT_IN);
}
