import { ActionIcon, Box, Text } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import { amongWords, usersWho, type Among } from '../conditions/among';
import { narrows } from '../conditions/condition';
import { previewQuery } from '../conditions/queries';
import { useSegmentName } from '../conditions/useSegmentName';
import type { Condition } from '../shared/contract';
import { capitalised } from '../shared/words';
import { useWhere } from '../shared/where';
import classes from './Who.module.css';

interface Props {
  condition: Condition | null;
  /** The name of the saved filter that the condition is of. */
  filter: string | null;
  /** Whether the page says the condition itself. */
  told: boolean;
  among: Among[];
  onAmong: (among: Among[]) => void;
}

/** Whom the list shows, in words; each thing that users did can be taken out. */
export function Who({ condition, filter, told, among, onAmong }: Props) {
  const { system, environment } = useWhere();
  const said = useRef<HTMLDivElement>(null);
  const bySegment = among.some(({ segment }) => segment !== undefined);
  const nameOf = useSegmentName(bySegment);
  const narrowed = narrows(condition);
  const { data, isPlaceholderData, error } = useQuery({
    ...previewQuery(system.key, environment.key, condition ?? { rules: [] }),
    retry: false,
    enabled: narrowed && !told,
  });
  if ((!narrowed || told) && among.length === 0) return null;
  const parts = among.map((one) => amongWords(one, nameOf));
  const words = !narrowed || told || error ? null : data && !isPlaceholderData ? data.words : '…';
  return (
    <Box ref={said} tabIndex={-1} role="group" aria-label="Who is listed" className={classes.who}>
      {among.length > 0 && (
        <Text size="sm" fw={600} className={classes.words}>
          {usersWho(parts)}
          {narrowed && ', of those with the condition'}
        </Text>
      )}
      {words !== null && (
        <Text size="sm" className={classes.words}>
          <Text span inherit c="dimmed">
            {filter ?? (among.length > 0 ? 'Condition' : 'Who')}:{' '}
          </Text>
          {words}
        </Text>
      )}
      {among.length > 0 && (
        <ul className={classes.parts} aria-label="What they did">
          {parts.map((part, at) => (
            <li key={at} className={classes.part}>
              <span>{capitalised(part)}</span>
              <ActionIcon
                variant="subtle"
                color="gray"
                size="sm"
                aria-label={`Take out: ${part}`}
                onClick={() => {
                  said.current?.focus();
                  onAmong(among.filter((_, other) => other !== at));
                }}
              >
                <IconX size={14} />
              </ActionIcon>
            </li>
          ))}
        </ul>
      )}
    </Box>
  );
}
