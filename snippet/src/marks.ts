import { quietly } from './quietly';

const IN = 'data-muster-segment';
const NOT_IN = 'data-muster-not-segment';
const MARKED = `[${IN}],[${NOT_IN}]`;

/** An element that was hidden here, and not by the page itself, says so. */
type Marked = HTMLElement & { musterHid?: boolean };

/** Null while nothing is known. */
type Segments = readonly string[] | null;

/**
 * Shows and hides the elements that are marked with segments, also those that come later. While nothing
 * is known all of them are hidden, so that none appears and goes again.
 */
export function marks(): (segments: Segments) => void {
  let now: Segments = null;
  const all = () => showAll(now);
  // The site's own styles may lay a hidden element out all the same. No policy forbids a sheet made here,
  // and without one, in an old browser, `hidden` alone does it on most pages.
  quietly(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`[${IN}][hidden],[${NOT_IN}][hidden]{display:none!important}`);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  });
  all();
  quietly(() =>
    // Called before the next paint, so elements that the parser or a framework adds do not flash.
    new MutationObserver((records) => {
      records.forEach(({ target }) => {
        const element = target as Marked;
        if (element.musterHid && !element.matches(MARKED)) set(element, false);
      });
      all();
    }).observe(document, {
      childList: true,
      subtree: true,
      attributeFilter: [IN, NOT_IN],
    }),
  );
  return (segments) => {
    now = segments;
    all();
  };
}

/** For a page that nothing more can be done for: as if in no segment. */
export function showToNobody(): void {
  quietly(() => showAll([]));
}

function showAll(segments: Segments) {
  document
    .querySelectorAll<HTMLElement>(MARKED)
    .forEach((one) => set(one, !segments || !isMeant(one, segments)));
}

function set(element: Marked, hidden: boolean) {
  // Only where it changes: an observer of the page may be looking, too.
  if (element.hidden === hidden) return;
  element.hidden = hidden;
  element.musterHid = hidden;
}

function isMeant(element: HTMLElement, segments: readonly string[]) {
  const any = (attribute: string) => {
    for (const one of (element.getAttribute(attribute) || '').split(/\s+/))
      if (segments.includes(one)) return true;
    return false;
  };
  return (!element.hasAttribute(IN) || any(IN)) && !any(NOT_IN);
}
