import { VisuallyHidden } from '@mantine/core';
import { IconCheck, IconChevronRight, IconUser } from '@tabler/icons-react';
import { useEffect, useId, useRef, type KeyboardEvent } from 'react';
import { shown } from './json';
import classes from './MappingTree.module.css';
import { canIdentify, isLeaf, ITEMS_MAX, type Place } from './places';
import { useTreeKeys } from './useTreeKeys';

interface Props {
  places: Place[];
  /** The path of the identifier; empty where none is chosen. */
  identifier: string;
  /** Path to the names of the attributes that are taken from there. */
  taken: ReadonlyMap<string, string[]>;
  onIdentifier: (place: Place) => void;
  /** Takes a value as a property, or takes it out again. */
  onToggle: (place: Place) => void;
  readOnly?: boolean;
  /** Whether it has the focus when it comes. */
  focusFirst?: boolean;
}

const OPEN_LEVELS = 2;

/** A sample, whose values are chosen by mouse or keyboard to become the identifier or properties. */
export function MappingTree(given: Props) {
  const { places, readOnly, focusFirst } = given;
  const tree = useRef<HTMLUListElement>(null);
  const hint = useId();
  const keys = useTreeKeys(places, (place) => startsOpen(place, given));

  // What stands open since something in it is chosen must not fall shut when that is taken out again.
  const props: Props = {
    ...given,
    onToggle: (place) => {
      keys.keepOpen(place);
      given.onToggle(place);
    },
    onIdentifier: (place) => {
      keys.keepOpen(place);
      given.onIdentifier(place);
    },
  };

  const focus = (id: string) => {
    keys.setCurrent(id);
    // After the tree was drawn again: what is focused may just have been opened.
    requestAnimationFrame(() => itemOf(tree.current, id)?.focus());
  };

  useEffect(() => {
    if (focusFirst) tree.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus();
  }, [focusFirst]);

  const onKeyDown = (event: KeyboardEvent<HTMLUListElement>) => {
    const place = placeOf(places, keys.focused);
    const next = keys.moveBy(event);
    if (next !== null) {
      event.preventDefault();
      focus(next);
    } else if (place && !event.altKey && !event.ctrlKey && !event.metaKey) {
      if (event.key === ' ' || event.key === 'Enter') {
        event.preventDefault();
        if (isLeaf(place)) {
          if (!readOnly && place.unreachable === null) props.onToggle(place);
        } else keys.setOpen(place, !keys.isOpen(place));
      } else if (event.key.toLowerCase() === 'i' && !readOnly && canIdentify(place)) {
        event.preventDefault();
        props.onIdentifier(place);
      }
    }
  };

  return (
    <>
      <ul
        ref={tree}
        className={classes.tree}
        role="tree"
        aria-label="Sample"
        aria-multiselectable
        aria-describedby={readOnly ? undefined : hint}
        onKeyDown={onKeyDown}
      >
        {places.map((place, at) => (
          <Item
            key={place.id}
            place={place}
            level={1}
            position={at + 1}
            size={places.length}
            keys={keys}
            focus={focus}
            {...props}
          />
        ))}
      </ul>
      {!readOnly && (
        <p id={hint} className={classes.rest}>
          Click a value to keep it. By keyboard: arrows move, Space keeps, I makes it the
          identifier.
        </p>
      )}
    </>
  );
}

interface ItemProps extends Props {
  place: Place;
  level: number;
  /** Which of its siblings it is, from 1, and how many there are. */
  position: number;
  size: number;
  keys: ReturnType<typeof useTreeKeys>;
  focus: (id: string) => void;
}

function Item({ place, level, position, size, keys, focus, ...props }: ItemProps) {
  const { identifier, taken, onIdentifier, onToggle, readOnly } = props;
  const leaf = isLeaf(place);
  const open = keys.isOpen(place);
  const reachable = place.unreachable === null;
  const isIdentifier = reachable && place.path === identifier;
  const names = reachable ? taken.get(place.path) : undefined;
  const rest = place.value.kind === 'array' ? place.value.items.length - ITEMS_MAX : 0;
  return (
    <li role="none">
      {/* The keyboard's way is the tree's own, above. */}
      {/* eslint-disable-next-line jsx-a11y/click-events-have-key-events */}
      <div
        role="treeitem"
        className={classes.row}
        data-place={place.id}
        data-property={names !== undefined || undefined}
        data-identifier={isIdentifier || undefined}
        data-inert={(leaf && (!reachable || readOnly)) || undefined}
        aria-level={level}
        aria-setsize={size}
        aria-posinset={position}
        aria-expanded={place.children.length > 0 ? open : undefined}
        aria-selected={leaf ? isIdentifier || names !== undefined : undefined}
        aria-disabled={leaf && !reachable ? true : undefined}
        tabIndex={keys.focused === place.id ? 0 : -1}
        title={place.unreachable ?? undefined}
        onFocus={() => keys.setCurrent(place.id)}
        onClick={() => {
          focus(place.id);
          if (!leaf) keys.setOpen(place, !open);
          else if (reachable && !readOnly) onToggle(place);
        }}
      >
        <VisuallyHidden>{label(place, isIdentifier, names)}</VisuallyHidden>
        <span className={classes.seen} aria-hidden>
          {place.children.length > 0 && (
            <IconChevronRight
              size={14}
              className={classes.chevron}
              data-chevron
              data-open={open || undefined}
              onClick={(event) => {
                event.stopPropagation();
                keys.setOpen(place, !open);
              }}
            />
          )}
          {/* A list of texts is both: one value, and what has others in it. */}
          {(leaf || place.children.length === 0) && (
            <span
              className={classes.mark}
              data-tick
              data-on={names !== undefined || undefined}
              data-gone={!reachable || !leaf || readOnly || undefined}
            >
              {names && <IconCheck size={11} stroke={3.5} />}
            </span>
          )}
          <span className={classes.name}>{place.label}</span>
          <span className={classes.value} data-kind={leaf ? place.value.kind : undefined}>
            {shown(place.value)}
          </span>
          {!readOnly && !isIdentifier && canIdentify(place) && (
            <button
              type="button"
              tabIndex={-1}
              className={classes.pick}
              title="Use as identifier"
              data-wanted={identifier === '' || undefined}
              onClick={(event) => {
                event.stopPropagation();
                focus(place.id);
                onIdentifier(place);
              }}
            >
              <IconUser size={12} stroke={2} />
              <span className={classes.words}>Use as identifier</span>
            </button>
          )}
          {isIdentifier && (
            <span className={classes.chosen} data-identifier>
              <IconCheck size={12} stroke={3} />
              Identifier
            </span>
          )}
          {names && (
            <span className={classes.chosen} data-property title={names.join(', ')}>
              {names.join(', ')}
            </span>
          )}
        </span>
      </div>
      {open && (
        <ul role="none" className={classes.group}>
          {place.children.map((child, at) => (
            <Item
              key={child.id}
              place={child}
              level={level + 1}
              position={at + 1}
              size={place.children.length}
              keys={keys}
              focus={focus}
              {...props}
            />
          ))}
          {rest > 0 && (
            <li role="none" className={classes.rest}>
              and {rest} more
            </li>
          )}
        </ul>
      )}
    </li>
  );
}

function label(place: Place, isIdentifier: boolean, names: string[] | undefined): string {
  return [
    `${place.label}: ${shown(place.value)}`,
    isIdentifier ? 'the identifier' : '',
    names ? `kept as ${names.join(', ')}` : '',
    place.unreachable ?? '',
  ]
    .filter(Boolean)
    .join(', ');
}

/** The first levels, and wherever something is chosen. */
function startsOpen(place: Place, { identifier, taken }: Props): boolean {
  const depth = (JSON.parse(place.id) as string[]).length;
  if (depth < OPEN_LEVELS && place.children.length <= 40) return true;
  const below = `${place.path}.`;
  return identifier.startsWith(below) || [...taken.keys()].some((path) => path.startsWith(below));
}

function itemOf(tree: HTMLElement | null, id: string): HTMLElement | null {
  const items = tree?.querySelectorAll<HTMLElement>('[data-place]') ?? [];
  return [...items].find(({ dataset }) => dataset.place === id) ?? null;
}

function placeOf(places: Place[], id: string | null): Place | null {
  for (const place of places) {
    if (place.id === id) return place;
    const below = placeOf(place.children, id);
    if (below) return below;
  }
  return null;
}
