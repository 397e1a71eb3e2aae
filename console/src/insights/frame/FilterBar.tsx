import { Badge, Box, Button, Skeleton, Text } from '@mantine/core';
import { IconAdjustmentsHorizontal, IconChevronUp } from '@tabler/icons-react';
import { lazy, useId, useState } from 'react';
import { narrows } from '../../conditions/condition';
import { ConditionEditor } from '../../conditions/ConditionEditor';
import { ToBeMended } from '../../conditions/ToBeMended';
import { Later } from '../../shared/Later';
import { useMay } from '../../shared/session';
import type { Asked } from './asked';
import classes from './FilterBar.module.css';
import { FilterSelect } from './FilterSelect';
import { ASKED_ID } from './focus-asked';
import { Matching } from './Matching';
import { PeriodSelect } from './PeriodSelect';

// The server reads no longer request lines than 16 KiB; other things are in them as well.
const LINK_CHARACTERS_MAX = 15_000;

// With menu and forms, which the views can be read without.
const FilterActions = lazy(async () => ({
  default: (await import('./FilterActions')).FilterActions,
}));

/** Whom and which days the views below are about: a saved filter, its rules, how many users they hold for. */
export function FilterBar({ asked }: { asked: Asked }) {
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
  const tooLong = changed && encodeURIComponent(JSON.stringify(draft)).length > LINK_CHARACTERS_MAX;
  return (
    <Box
      className={classes.bar}
      id={ASKED_ID}
      tabIndex={-1}
      role="group"
      aria-label="Who is looked at"
    >
      <Box className={classes.controls}>
        <FilterSelect asked={asked} />
        <PeriodSelect asked={asked} />
        <Button
          variant="default"
          leftSection={open ? <IconChevronUp size={16} /> : <IconAdjustmentsHorizontal size={16} />}
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
              asked={asked}
              onUnfinished={() => {
                setOpen(true);
                setAttempted(true);
              }}
            />
          </Later>
        )}
      </Box>
      {filter?.problem && !changed && (
        <Box mt="sm">
          <ToBeMended
            title="This filter cannot be used until it is mended"
            problem={filter.problem}
          />
        </Box>
      )}
      <Box className={classes.who}>
        <Text component="div" size="sm" className={classes.words} aria-live="polite">
          {changed && (
            <Badge variant="outline" color="gray" mr="xs" title={TITLE}>
              {filter ? 'changed, not saved' : 'not saved'}
            </Badge>
          )}
          {tooLong
            ? 'Too long for a link: save it as a filter to come back to it.'
            : !changed && !filter
              ? 'Everybody who is known here.'
              : ((changed ? preview.words : filter?.words) ?? <Skeleton h={18} maw={240} />)}
        </Text>
        <Matching asked={asked} />
      </Box>
      <Box id={editorId} className={classes.editor} hidden={!open}>
        {open && (
          <ConditionEditor
            condition={draft}
            onChange={asked.change}
            {...(preview.errors ? { errors: preview.errors } : {})}
            strict={attempted}
          />
        )}
      </Box>
    </Box>
  );
}

const TITLE = 'The link in the address bar shows the same to others.';
