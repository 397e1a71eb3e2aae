import { Badge, Box, Button, Group, Skeleton, Text } from '@mantine/core';
import { IconAdjustmentsHorizontal, IconChevronUp } from '@tabler/icons-react';
import { lazy, useId, useState } from 'react';
import { narrows } from '../conditions/condition';
import { ConditionEditor } from '../conditions/ConditionEditor';
import { ToBeMended } from '../conditions/ToBeMended';
import { Panel } from '../shared/Panel';
import { useMay } from '../shared/session';
import { When } from '../shared/When';
import classes from './InsightsPage.module.css';
import type { Asked } from './useAsked';
import { Later } from '../shared/Later';

// The server reads no longer request lines than 16 KiB; other things are in them as well.
const LINK_CHARACTERS_MAX = 15_000;

// With menu and forms, which the page can be read without.
const FilterActions = lazy(async () => ({
  default: (await import('./FilterActions')).FilterActions,
}));

/** Who is looked at: in words, or in rules to be edited. */
export function ConditionPanel({ asked }: { asked: Asked }) {
  const { filter, changed, draft, finished, preview } = asked;
  const mayEdit = useMay('editor');
  const editorId = useId();
  const [open, setOpen] = useState(false);
  const [attempted, setAttempted] = useState(false);
  // What is to be mended is shown once; it can be hidden all the same.
  const lacking = (preview.errors?.length ?? 0) > 0 || (!finished && asked.fields !== undefined);
  const [lacked, setLacked] = useState(false);
  if (lacking !== lacked) {
    setLacked(lacking);
    if (lacking) setOpen(true);
  }
  return (
    <Panel
      title={filter ? filter.name : changed ? 'A condition of your own' : 'All users'}
      about={
        filter ? (
          <Group component="span" gap="xs">
            <span>
              saved filter, used <When at={filter.lastUsedAt} />
            </span>
            {changed && (
              <Badge component="span" variant="outline" color="gray">
                changed, not saved
              </Badge>
            )}
          </Group>
        ) : (
          changed &&
          (encodeURIComponent(JSON.stringify(draft)).length > LINK_CHARACTERS_MAX
            ? 'Not saved, and too long for a link: save it as a filter to come back to it.'
            : 'Not saved; the link in the address bar shows the same to others.')
        )
      }
      actions={
        <Group gap="xs" className={classes.actions}>
          <Button
            variant="default"
            leftSection={
              open ? <IconChevronUp size={16} /> : <IconAdjustmentsHorizontal size={16} />
            }
            aria-expanded={open}
            aria-controls={editorId}
            onClick={() => setOpen(!open)}
          >
            {open ? 'Hide the rules' : narrows(draft) ? 'Edit the condition' : 'Add a condition'}
          </Button>
          {changed && (
            <Button variant="default" onClick={asked.back}>
              {filter ? 'Back to what is saved' : 'Back to all users'}
            </Button>
          )}
          {mayEdit && (
            <Later>
              <FilterActions
                key={filter?.key ?? ''}
                asked={asked}
                onUnfinished={() => {
                  setOpen(true);
                  setAttempted(true);
                }}
              />
            </Later>
          )}
        </Group>
      }
    >
      {filter?.problem && !changed && (
        <ToBeMended
          title="This filter cannot be used until it is mended"
          problem={filter.problem}
        />
      )}
      <Box id={editorId}>
        {open ? (
          <ConditionEditor
            condition={draft}
            onChange={asked.change}
            {...(preview.errors ? { errors: preview.errors } : {})}
            strict={attempted}
          />
        ) : (
          <Text size="sm" className={classes.words} aria-live="polite">
            {!changed && !filter
              ? 'There is no condition, so everybody who is known here is looked at.'
              : ((changed ? preview.words : filter?.words) ?? <Skeleton h={18} maw={240} />)}
          </Text>
        )}
      </Box>
    </Panel>
  );
}
