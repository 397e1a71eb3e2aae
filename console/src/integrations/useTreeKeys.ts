import { useState, type KeyboardEvent } from 'react';
import type { Place } from './places';

interface Row {
  place: Place;
  parent: string | null;
}

/** Which parts of a tree are open, where the focus is, and what the keys of a tree do (WAI-ARIA, Tree View). */
export function useTreeKeys(places: Place[], startOpen: (place: Place) => boolean) {
  const [toggled, setToggled] = useState<Record<string, boolean>>({});
  const [current, setCurrent] = useState<string | null>(null);

  const isOpen = (place: Place) =>
    place.children.length > 0 && (toggled[place.id] ?? startOpen(place));
  const setOpen = (place: Place, open: boolean) =>
    setToggled((before) => ({ ...before, [place.id]: open }));
  /** Everything that leads to a place. */
  const keepOpen = (place: Place) => {
    const keys = JSON.parse(place.id) as string[];
    const above = keys.slice(0, -1).map((_, at) => JSON.stringify(keys.slice(0, at + 1)));
    setToggled((before) => ({ ...before, ...Object.fromEntries(above.map((id) => [id, true])) }));
  };

  const rows: Row[] = [];
  const list = (some: Place[], parent: string | null) => {
    for (const place of some) {
      rows.push({ place, parent });
      if (isOpen(place)) list(place.children, place.id);
    }
  };
  list(places, null);

  // What stood open once does not fall shut because something else was chosen.
  const opened = rows.filter(({ place }) => isOpen(place) && toggled[place.id] === undefined);
  if (opened.length > 0) {
    setToggled({ ...toggled, ...Object.fromEntries(opened.map(({ place }) => [place.id, true])) });
  }

  const at = Math.max(
    rows.findIndex(({ place }) => place.id === current),
    0,
  );
  const focused = rows[at]?.place.id ?? null;

  /** The place to focus next, or null where the key is none of the tree's. */
  function moveBy(event: KeyboardEvent): string | null {
    const row = rows[at];
    if (!row || event.altKey || event.ctrlKey || event.metaKey) return null;
    const { place, parent } = row;
    switch (event.key) {
      case 'ArrowDown':
        return rows[Math.min(at + 1, rows.length - 1)]?.place.id ?? null;
      case 'ArrowUp':
        return rows[Math.max(at - 1, 0)]?.place.id ?? null;
      case 'Home':
        return rows[0]?.place.id ?? null;
      case 'End':
        return rows[rows.length - 1]?.place.id ?? null;
      case 'ArrowRight':
        if (place.children.length === 0) return place.id;
        if (isOpen(place)) return place.children[0]?.id ?? place.id;
        setOpen(place, true);
        return place.id;
      case 'ArrowLeft':
        if (isOpen(place)) {
          setOpen(place, false);
          return place.id;
        }
        return parent ?? place.id;
      case '*': {
        const siblings = rows.filter((one) => one.parent === parent);
        setToggled((before) => ({
          ...before,
          ...Object.fromEntries(siblings.map((one) => [one.place.id, true])),
        }));
        return place.id;
      }
      default:
        return null;
    }
  }

  return { isOpen, setOpen, keepOpen, focused, setCurrent, moveBy };
}
