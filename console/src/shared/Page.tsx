import { Box, Group, Text, Title } from '@mantine/core';
import { useContext, useEffect, useEffectEvent, useRef, type ReactNode } from 'react';
import { createPortal } from 'react-dom';
import { useLocation } from 'react-router';
import { PageHead } from './page-head';
import classes from './Page.module.css';

interface Props {
  title: string;
  /** What the page is for, in a sentence; only where the title does not say it. */
  about?: ReactNode;
  /** Buttons at the right of the title. */
  actions?: ReactNode;
  /** Lets tables use the whole width. */
  wide?: boolean;
  /** Above the title: where one came from. */
  above?: ReactNode;
  children: ReactNode;
}

/** The entry of the history that was shown first. */
let first: string | undefined;
let moved = false;

/** The frame of every page: title (also the window's), actions, and the focus after a change of page. */
export function Page({ title, wide, children, ...head }: Props) {
  const place = useContext(PageHead);
  useEffect(() => {
    document.title = `${title} · Muster`;
  }, [title]);
  useEffect(() => {
    // Some browsers answer with a promise, which is no way to clean up.
    window.scrollTo(0, 0);
  }, []);
  const shown = <Head title={title} {...head} />;
  return (
    <Box className={classes.page} data-wide={wide || undefined}>
      {place === undefined
        ? shown
        : place &&
          createPortal(
            <Box className={classes.page} data-wide={wide || undefined}>
              {shown}
            </Box>,
            place,
          )}
      {children}
    </Box>
  );
}

function Head({ title, about, actions, above }: Omit<Props, 'wide' | 'children'>) {
  const heading = useRef<HTMLHeadingElement>(null);
  const { key } = useLocation();
  const focus = useEffectEvent(() => {
    // Not where the console was opened, whatever that loads first: there the browser's own order is right.
    first ??= key;
    moved ||= key !== first;
    if (moved) heading.current?.focus({ preventScroll: true });
  });
  useEffect(() => {
    focus();
  }, []);
  return (
    <>
      {above}
      <Group justify="space-between" align="flex-start" gap="md" mb="lg" wrap="wrap">
        <Box className={classes.heading}>
          <Title order={1} ref={heading} tabIndex={-1}>
            {title}
          </Title>
          {about && (
            <Text c="dimmed" mt={4} maw="44rem">
              {about}
            </Text>
          )}
        </Box>
        {actions && <Group gap="xs">{actions}</Group>}
      </Group>
    </>
  );
}
