import { Text } from '@mantine/core';
import { IconArrowRight, IconEraser, IconMinus, IconX } from '@tabler/icons-react';
import { day, inFull } from '../shared/time';
import classes from './MappingEditor.module.css';
import type { Preview } from './useTrial';
import { refusalWords, valueWords } from './words';

/** What a property would become of the sample. */
export function Becomes({ preview, name }: { preview: Preview | undefined; name: string }) {
  if (!preview) return null;
  return (
    <div className={classes.preview} aria-label={`What ${name || 'it'} would become`} role="group">
      <Shown preview={preview} />
    </div>
  );
}

function Shown({ preview }: { preview: Preview }) {
  switch (preview.kind) {
    case 'value':
      return (
        <>
          <IconArrowRight size={15} color="var(--mantine-color-green-filled)" aria-hidden />
          <span className={classes.value}>{words(preview)}</span>
        </>
      );
    case 'cleared':
      return (
        <>
          <IconEraser size={15} color="var(--mantine-color-yellow-filled)" aria-hidden />
          <Text span inherit>
            null: the value would be cleared
          </Text>
        </>
      );
    case 'absent':
      return (
        <>
          <IconMinus size={15} color="var(--mantine-color-dimmed)" aria-hidden />
          <Text span inherit c="dimmed">
            not in the sample; stays as it is
          </Text>
        </>
      );
    case 'refused':
      return (
        <>
          <IconX size={15} color="var(--mantine-color-red-filled)" aria-hidden />
          <Text span inherit c="var(--mantine-color-error)">
            refused: {refusalWords(preview)}
          </Text>
        </>
      );
  }
}

function words({ value, type }: Preview & { kind: 'value' }): string {
  if (type !== 'date' || typeof value !== 'string') return valueWords(value);
  return /T00:00:00(\.0+)?(Z|[+-]\d\d:\d\d)$/.test(value) ? day(value) : inFull(value);
}
