import { Anchor, Button, Checkbox, Group, Popover, ScrollArea, Stack, Text } from '@mantine/core';
import { IconColumns3 } from '@tabler/icons-react';
import { useState } from 'react';
import type { RuleField } from '../conditions/fields';

interface Props {
  columns: RuleField[];
  chosen: string[];
  /** Null for the usual ones. */
  onChange: (chosen: string[] | null) => void;
}

/** Chooses which attributes are columns, by where they come from. */
export function ColumnsMenu({ columns, chosen, onChange }: Props) {
  const groups = [...new Set(columns.map(({ group }) => group))];
  // A box is ticked at once; the address follows a moment later.
  const [ticked, setTicked] = useState(chosen);
  const [known, setKnown] = useState(chosen);
  if (known.join('\n') !== chosen.join('\n')) {
    setKnown(chosen);
    setTicked(chosen);
  }
  // In the order in which they are offered, so that it does not depend on the order of clicks.
  const set = (names: string[]) => {
    setTicked(names);
    onChange(columns.filter(({ name }) => names.includes(name)).map(({ name }) => name));
  };
  return (
    <Popover position="bottom-end" shadow="md" trapFocus returnFocus width={300}>
      <Popover.Target>
        <Button variant="default" leftSection={<IconColumns3 size={16} />}>
          Columns
        </Button>
      </Popover.Target>
      <Popover.Dropdown p={0} aria-label="Columns">
        <ScrollArea.Autosize mah="min(26rem, 60dvh)" type="auto" viewportProps={{ tabIndex: -1 }}>
          <Stack gap="md" p="md">
            {groups.map((group) => (
              <Checkbox.Group key={group} label={group} value={ticked} onChange={set}>
                <Stack gap={8} mt={6}>
                  {columns
                    .filter((column) => column.group === group)
                    .map(({ name, label }) => (
                      <Checkbox key={name} size="xs" value={name} label={label} />
                    ))}
                </Stack>
              </Checkbox.Group>
            ))}
          </Stack>
        </ScrollArea.Autosize>
        <Group justify="space-between" px="md" py="xs" gap="xs">
          <Text size="xs" c="dimmed">
            {ticked.length} chosen
          </Text>
          <Anchor component="button" type="button" size="xs" onClick={() => onChange(null)}>
            Back to the usual ones
          </Anchor>
        </Group>
      </Popover.Dropdown>
    </Popover>
  );
}
