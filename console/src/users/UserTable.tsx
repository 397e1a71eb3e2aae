import { Button, Group, Loader, Skeleton, Text } from '@mantine/core';
import {
  useCallback,
  useEffect,
  useRef,
  useState,
  type KeyboardEvent,
  type ReactNode,
} from 'react';
import { Link } from 'react-router';
import { briefly, type RuleField } from '../conditions/fields';
import type { AttributeType, ListedUser } from '../shared/contract';
import { useHere } from '../shared/came-from';
import { asProblem } from '../shared/problem';
import { LoadingRows, ProblemView } from '../shared/states';
import { count } from '../shared/time';
import { valueWords } from '../shared/value-words';
import { When } from '../shared/When';
import { usePath, useWhere } from '../shared/where';
import { leave, left } from './left';
import type { UserFilter } from './queries';
import { useRows } from './useRows';
import { NOTHING, useUserList } from './useUserList';
import classes from './UserTable.module.css';
import { valueIn } from './values';

const HEAD_PIXELS = 40;
const ROW_PIXELS = 44;
const CARD_PIXELS = 68;
/** What the page leaves free below the list, with the list's border. */
const BELOW_PIXELS = 34;

/** Browsers draw nothing further down than this. */
const HEIGHT_PIXELS_MAX = 16_000_000;

/** How wide a column is at least, in rem. */
const WIDTHS: Partial<Record<RuleField['type'], number>> = { number: 8, boolean: 7, date: 10 };
const WIDTH = 9;
const IDENTIFIER_WIDTH = 14;

interface Props {
  filter: UserFilter;
  columns: RuleField[];
  /** How many users there are in the list; undefined while that is being counted. */
  matching: number | undefined;
  /** Shows a card a user instead of columns. */
  narrow: boolean;
  /** Whether to begin where this list was left. */
  back: boolean;
  /** Shown where nobody is in the list. */
  empty: ReactNode;
}

/**
 * Users, of whom only those that are looked at are drawn and held. Has a `key` of its filter.
 */
export function UserTable({ filter, columns, matching, narrow, back, empty }: Props) {
  const { system, environment } = useWhere();
  const place = JSON.stringify([system.key, environment.key, filter]);
  const [start] = useState(() => (back ? left(place) : undefined));
  const [list, setList] = useState(start?.list ?? NOTHING);
  const scroller = useRef<HTMLDivElement>(null);
  const [frame, setFrame] = useState<HTMLDivElement | null>(null);
  const framed = useCallback((element: HTMLDivElement | null) => {
    scroller.current = element;
    setFrame(element);
  }, []);
  // The row that the keyboard is at: it is there wherever one has scrolled to.
  const [active, setActive] = useState(start?.active ?? 0);
  const focusWanted = useRef(false);

  const head = narrow ? 0 : HEAD_PIXELS;
  const rowPixels = narrow ? CARD_PIXELS : ROW_PIXELS;
  const most = Math.floor(HEIGHT_PIXELS_MAX / rowPixels);
  const more = list.next !== null;
  const { rows, range, height, above, top, scrollTo } = useRows({
    count: list.rows + (more ? 1 : 0),
    rowPixels,
    head,
    active,
    offset: start?.offset,
    page: narrow,
    frame,
  });
  const users = useUserList(system.key, environment.key, filter, [list, setList], {
    first: Math.max((range?.startIndex ?? 0) - 10, 0),
    last: (range?.endIndex ?? 0) + 10,
    also: active,
    most,
  });

  useEffect(() => {
    if (!focusWanted.current) return;
    const link = scroller.current?.querySelector<HTMLElement>(`[data-row="${active}"] a`);
    if (!link) return;
    focusWanted.current = false;
    link.focus({ preventScroll: true });
  });
  const latest = useRef({ list, active });
  useEffect(() => {
    latest.current = { list, active };
  });
  useEffect(() => {
    const element = scroller.current;
    const scrolled: EventTarget | null = narrow ? window : element;
    let offset = 0;
    const note = () => (offset = narrow ? window.scrollY : (element?.scrollTop ?? 0));
    note();
    scrolled?.addEventListener('scroll', note, { passive: true });
    return () => {
      scrolled?.removeEventListener('scroll', note);
      leave(place, { ...latest.current, offset });
    };
  }, [place, narrow]);

  const move = (event: KeyboardEvent) => {
    const seen = narrow ? window.innerHeight : (scroller.current?.clientHeight ?? 0);
    const page = Math.max(Math.floor(seen / rowPixels) - 2, 1);
    const to = {
      ArrowDown: active + 1,
      ArrowUp: active - 1,
      PageDown: active + page,
      PageUp: active - page,
      Home: 0,
      End: list.rows - 1,
    }[event.key];
    if (to === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const row = Math.min(Math.max(to, 0), list.rows - 1);
    focusWanted.current = true;
    setActive(row);
    scrollTo(row);
  };

  if (list.rows === 0 && users.error) {
    return <ProblemView error={users.error} onRetry={users.retry} />;
  }
  if (list.rows === 0 && !more) return empty;

  const template = narrow
    ? 'minmax(0, 1fr)'
    : [
        `minmax(${IDENTIFIER_WIDTH}rem, 2fr)`,
        ...columns.map(({ type }) => `minmax(${WIDTHS[type] ?? WIDTH}rem, 1fr)`),
      ].join(' ');
  const width = narrow
    ? 0
    : columns.reduce((sum, { type }) => sum + (WIDTHS[type] ?? WIDTH), IDENTIFIER_WIDTH);
  return (
    <div className={classes.frame}>
      <div
        ref={framed}
        className={classes.scroller}
        data-users
        data-looking={list.rows === 0 || undefined}
        // As high as the page has room for, so that only one of the two scrolls.
        style={narrow ? undefined : { maxHeight: `max(22rem, 100dvh - ${top + BELOW_PIXELS}px)` }}
      >
        <div
          role="table"
          aria-label="Users"
          aria-rowcount={more && matching === undefined ? -1 : (matching ?? list.rows) + 1}
          aria-colcount={narrow ? 2 : columns.length + 1}
          style={{ minWidth: `${width}rem` }}
        >
          <div role="rowgroup" className={narrow ? classes.unseen : classes.head}>
            <div
              role="row"
              aria-rowindex={1}
              className={classes.row}
              style={{ gridTemplateColumns: template, height: head || undefined }}
            >
              <div role="columnheader" className={classes.identifier}>
                Identifier
              </div>
              {narrow ? (
                <div role="columnheader">{columns.map(({ title }) => title).join(', ')}</div>
              ) : (
                columns.map(({ name, label, title, source, type }) => (
                  <div key={name} role="columnheader" data-type={type} title={title}>
                    {label} {source && <small>{source}</small>}
                  </div>
                ))
              )}
            </div>
          </div>
          <div role="rowgroup" className={classes.body} style={{ height }}>
            {rows.map(({ index, start }) => (
              <div
                key={index}
                role="row"
                aria-rowindex={index + 2}
                data-row={index}
                className={narrow ? classes.card : classes.row}
                style={{ gridTemplateColumns: template, top: start - above, height: rowPixels }}
              >
                {index < list.rows ? (
                  <Row
                    user={users.at(index)}
                    columns={columns}
                    narrow={narrow}
                    active={index === active}
                    onFocus={() => setActive(index)}
                    onKeyDown={move}
                  />
                ) : (
                  <div role="cell" className={classes.end}>
                    <End
                      rows={list.rows}
                      full={list.rows >= most}
                      searching={list.emptyPages > 0}
                      error={users.error}
                      onRetry={users.retry}
                    />
                  </div>
                )}
              </div>
            ))}
          </div>
        </div>
        {list.rows === 0 && <Looking below={head} searching={list.emptyPages > 0} />}
      </div>
    </div>
  );
}

/** The first of a list are on their way; that may take a while where few match. */
function Looking({ below, searching }: { below: number; searching: boolean }) {
  return (
    <div className={classes.looking} style={{ top: below }}>
      {searching && (
        <Text size="sm" c="dimmed" mb="xs" role="status">
          None found so far, still looking.
        </Text>
      )}
      <LoadingRows rows={8} height={28} />
    </div>
  );
}

interface EndProps {
  rows: number;
  full: boolean;
  searching: boolean;
  error: unknown;
  onRetry: () => void;
}

/** What stands below the last row that is known. */
function End({ rows, full, searching, error, onRetry }: EndProps) {
  if (error) {
    return (
      <Group gap="sm" wrap="nowrap" role="alert">
        <Text size="sm" c="red">
          {asProblem(error).detail}
        </Text>
        <Button size="compact-xs" variant="default" onClick={onRetry}>
          Try again
        </Button>
      </Group>
    );
  }
  if (full) {
    return (
      <Text size="sm" c="dimmed">
        The first {count(rows)} are listed. Search or filter to come to the others, or export all.
      </Text>
    );
  }
  return (
    <Group gap="sm" wrap="nowrap" role="status">
      <Loader size={14} color="gray" />
      <Text size="sm" c="dimmed">
        {searching ? `${count(rows)} found so far, still looking` : 'Loading more'}
      </Text>
    </Group>
  );
}

interface RowProps {
  user: ListedUser | undefined;
  columns: RuleField[];
  narrow: boolean;
  active: boolean;
  onFocus: () => void;
  onKeyDown: (event: KeyboardEvent) => void;
}

function Row({ user, columns, narrow, active, onFocus, onKeyDown }: RowProps) {
  const { system } = useWhere();
  const path = usePath();
  const here = useHere('Users');
  if (!user) {
    return (
      <div role="cell" className={classes.end}>
        <Skeleton h={12} w="40%" aria-label="Loading" />
      </div>
    );
  }
  const shown = ({ name, type }: RuleField) => {
    const value = valueIn(user, name);
    if (type === 'date' && name.startsWith('user.')) {
      return <When at={value as string | null} never="" />;
    }
    return valueWords(value, type as AttributeType, system.timeZone);
  };
  return (
    <>
      <div role="rowheader" className={classes.identifier}>
        <Link
          to={path(`users/${encodeURIComponent(user.id)}`)}
          state={here}
          className={classes.link}
          tabIndex={active ? 0 : -1}
          title={user.id}
          onFocus={onFocus}
          onKeyDown={onKeyDown}
        >
          {user.id}
        </Link>
      </div>
      {narrow ? (
        <div role="cell" className={classes.few}>
          {columns
            .filter(({ name }) => (valueIn(user, name) ?? '') !== '')
            .map((column, at) => (
              <span key={column.name}>
                {at > 0 && ' · '}
                <span className={classes.name}>{briefly(column, columns)}</span> {shown(column)}
              </span>
            ))}
        </div>
      ) : (
        columns.map((column) => {
          const value = shown(column);
          return (
            <div
              key={column.name}
              role="cell"
              data-type={column.type}
              title={typeof value === 'string' ? value : undefined}
            >
              {value}
            </div>
          );
        })
      )}
    </>
  );
}
