import { ActionIcon, Group, Select, Text, VisuallyHidden } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconX } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { Dashboard, Report } from '../shared/contract';
import classes from './Dashboard.module.css';

export type Item = Dashboard['items'][number];

const WIDTHS = [
  { value: '1', label: 'A third' },
  { value: '2', label: 'Two thirds' },
  { value: '3', label: 'Whole width' },
];

interface ArrangeProps {
  items: Item[];
  /** Those that can be on it. */
  reports: Report[];
  onChange: (items: Item[]) => void;
}

/** The reports of a dashboard as a list: up, down, how wide, away. All of it by keyboard. */
export function Arrange({ items, reports, onChange }: ArrangeProps) {
  const list = useRef<HTMLOListElement>(null);
  const [said, setSaid] = useState('');
  const nameOf = (key: string) => reports.find((one) => one.key === key)?.name ?? key;
  const move = (at: number, to: number) => {
    const moved = [...items];
    moved.splice(to, 0, ...moved.splice(at, 1));
    flushSync(() => onChange(moved));
    setSaid(`${nameOf(moved[to]!.report)} is number ${to + 1} of ${moved.length}.`);
    // The button that was pressed has gone along, or is no more to be pressed there.
    const row = list.current?.children[to];
    const which = to < at ? 'up' : 'down';
    const buttons = [`[data-move=${which}]:not(:disabled)`, '[data-move]:not(:disabled)'];
    for (const button of buttons) {
      const found = row?.querySelector<HTMLElement>(button);
      if (found) return found.focus();
    }
  };
  return (
    <>
      <ol ref={list} className={classes.list}>
        {items.map(({ report, width }, at) => {
          const name = nameOf(report);
          return (
            <li
              key={`${report} ${items.slice(0, at).filter((one) => one.report === report).length}`}
            >
              <Text fw={550} flex={1} miw="10rem">
                {name}
              </Text>
              <Select
                aria-label={`Width of ${name}`}
                data={WIDTHS}
                value={String(width)}
                allowDeselect={false}
                w="9rem"
                onChange={(value) =>
                  onChange(
                    items.map((one, other) =>
                      other === at ? { report, width: Number(value ?? width) } : one,
                    ),
                  )
                }
              />
              <Group gap={4} wrap="nowrap">
                <ActionIcon
                  variant="default"
                  size={36}
                  data-move="up"
                  aria-label={`Move ${name} up`}
                  disabled={at === 0}
                  onClick={() => move(at, at - 1)}
                >
                  <IconArrowUp size={18} />
                </ActionIcon>
                <ActionIcon
                  variant="default"
                  size={36}
                  data-move="down"
                  aria-label={`Move ${name} down`}
                  disabled={at === items.length - 1}
                  onClick={() => move(at, at + 1)}
                >
                  <IconArrowDown size={18} />
                </ActionIcon>
                <ActionIcon
                  variant="default"
                  size={36}
                  aria-label={`Take ${name} off`}
                  onClick={() => onChange(items.filter((_, other) => other !== at))}
                >
                  <IconX size={18} />
                </ActionIcon>
              </Group>
            </li>
          );
        })}
      </ol>
      <VisuallyHidden role="status">{said}</VisuallyHidden>
      <Select
        mt="md"
        maw="24rem"
        label="Put a report on it"
        placeholder={reports.length === 0 ? 'There is no report yet' : 'Choose one'}
        searchable
        data={reports.map(({ key, name }) => ({ value: key, label: name }))}
        value={null}
        onChange={(report) => {
          if (report !== null) onChange([...items, { report, width: items.length === 0 ? 3 : 1 }]);
        }}
      />
    </>
  );
}
