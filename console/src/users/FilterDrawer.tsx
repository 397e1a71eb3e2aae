import { Button, Drawer, Group, Stack } from '@mantine/core';
import { useRef, useState } from 'react';
import { editable, unfinished } from '../conditions/condition';
import { ConditionEditor, useRuleFields } from '../conditions/ConditionEditor';
import { ConditionPreview, usePreview } from '../conditions/ConditionPreview';
import { focusWrong } from '../conditions/focus-wrong';
import type { Condition } from '../shared/contract';

interface Props {
  /** What is begun with. */
  condition: Condition;
  opened: boolean;
  onClose: () => void;
  onApply: (condition: Condition) => void;
}

/** Makes a condition for a list beside it, with how many users it is for. */
export function FilterDrawer({ condition, opened, onClose, onApply }: Props) {
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      position="right"
      size="44rem"
      // What was made so far would be lost by a slip.
      closeOnClickOutside={false}
      title="Which users"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <Editing start={condition} onCancel={onClose} onApply={onApply} />
    </Drawer>
  );
}

interface EditingProps {
  start: Condition;
  onCancel: () => void;
  onApply: (condition: Condition) => void;
}

function Editing({ start, onCancel, onApply }: EditingProps) {
  const [condition, setCondition] = useState(start);
  const [attempted, setAttempted] = useState(false);
  const fields = useRuleFields(false);
  const finished = fields !== undefined && unfinished(editable(condition), fields).size === 0;
  const preview = usePreview(condition, finished);
  const frame = useRef<HTMLDivElement>(null);
  const showWrong = () => {
    const wrong = frame.current?.querySelector<HTMLElement>('[aria-invalid="true"]');
    if (wrong) wrong.focus();
    else focusWrong();
  };
  return (
    <Stack ref={frame}>
      <ConditionEditor
        condition={condition}
        onChange={setCondition}
        errors={preview.errors}
        strict={attempted}
      />
      <ConditionPreview state={preview} finished={finished} />
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onCancel}>
          Cancel
        </Button>
        <Button
          onClick={() => {
            setAttempted(true);
            if (finished && !preview.errors?.length) onApply(condition);
            else setTimeout(showWrong);
          }}
        >
          Show these users
        </Button>
      </Group>
    </Stack>
  );
}
