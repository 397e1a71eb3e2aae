import { Box, Text, Title } from '@mantine/core';
import { useEffect, type ReactNode } from 'react';
import { Mark } from '../shared/Mark';
import classes from './Frame.module.css';

interface Props {
  title: string;
  about?: ReactNode;
  children: ReactNode;
}

/** What surrounds the pages before one is in. */
export function Frame({ title, about, children }: Props) {
  useEffect(() => {
    document.title = `${title} · Muster`;
  }, [title]);
  return (
    <Box component="main" className={classes.outer}>
      <Box className={classes.inner}>
        <Mark />
        <Title order={1} mt="xl">
          {title}
        </Title>
        {about && (
          <Text c="dimmed" mt={6}>
            {about}
          </Text>
        )}
        <Box mt="xl">{children}</Box>
      </Box>
    </Box>
  );
}
