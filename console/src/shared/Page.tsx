import { Box, Group, Text, Title } from '@mantine/core';
import { useEffect, useRef, type ReactNode } from 'react';
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

let shown = 0;

/** The frame of every page: title (also the window's), actions, and the focus after a change of page. */
export function Page({ title, about, actions, wide, above, children }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · Muster`;
  }, [title]);
  useEffect(() => {
    // Not on the first page of all: there the browser's own order is right.
    if (shown++ > 0) heading.current?.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }, []);
  return (
    <Box className={classes.page} data-wide={wide || undefined}>
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
      {children}
    </Box>
  );
}
