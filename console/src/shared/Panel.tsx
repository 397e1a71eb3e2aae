import { Box, Group, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './Panel.module.css';

interface Props {
  title?: string;
  about?: ReactNode;
  actions?: ReactNode;
  /** Without padding, for a table that reaches the edges. */
  flush?: boolean;
  children: ReactNode;
}

/** A part of a page, framed. */
export function Panel({ title, about, actions, flush, children }: Props) {
  return (
    <Box component="section" className={classes.panel} aria-label={title}>
      {(title || actions) && (
        <Group className={classes.head} justify="space-between" align="flex-start" gap="sm">
          <Box className={classes.words}>
            {title && <Title order={2}>{title}</Title>}
            {about && (
              <Text size="sm" c="dimmed" mt={2}>
                {about}
              </Text>
            )}
          </Box>
          {actions}
        </Group>
      )}
      <Box className={classes.body} data-flush={flush || undefined}>
        {children}
      </Box>
    </Box>
  );
}
