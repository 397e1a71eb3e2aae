import { Button, Group, Stack, Text } from '@mantine/core';
import { IconFileTypeCsv } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Integration, UploadPreview } from '../../shared/contract';
import { LoadingRows, ProblemView } from '../../shared/states';
import { useWhere } from '../../shared/where';
import type { Chosen } from './chosen';
import { focusChoosing, useTakesFocus } from './focus';
import { FormatFields } from './FormatFields';
import { isOfFile, isUnreadable, previewQuery } from './queries';
import { size } from './words';

interface Props {
  integration: Integration;
  chosen: Chosen;
  onChoose: (chosen: Chosen | null) => void;
  children: (preview: UploadPreview) => ReactNode;
}

/** The file that was chosen, how it is read, and, once that is known, what is to be seen of it; or why it cannot be read. */
export function ChosenFile({ integration, chosen, onChoose, children }: Props) {
  const { system } = useWhere();
  const { data: preview, error, refetch } = useQuery(previewQuery(system.key, integration, chosen));
  const format = (of: UploadPreview | null) => (
    <FormatFields
      preview={of}
      chosen={chosen.format}
      onChange={(said) => onChoose({ ...chosen, format: said })}
    />
  );
  return (
    <Stack>
      <Head chosen={chosen} onChoose={onChoose} />
      {error ? (
        <>
          <ProblemView error={error} onRetry={isOfFile(error) ? undefined : () => void refetch()} />
          {isUnreadable(error) && format(null)}
        </>
      ) : preview ? (
        <>
          {format(preview)}
          {children(preview)}
        </>
      ) : (
        <LoadingRows rows={6} height={32} />
      )}
    </Stack>
  );
}

function Head({ chosen: { file }, onChoose }: Pick<Props, 'chosen' | 'onChoose'>) {
  const name = useTakesFocus<HTMLDivElement>();
  return (
    <Group justify="space-between" gap="xs">
      <Group
        ref={name}
        tabIndex={-1}
        role="group"
        aria-label={`The chosen file: ${file.name}, ${size(file.size)}`}
        gap={8}
        wrap="nowrap"
        style={{ minWidth: 0 }}
      >
        <IconFileTypeCsv size={20} stroke={1.5} style={{ flex: 'none' }} aria-hidden />
        <Text fw={600} style={{ overflowWrap: 'anywhere' }}>
          {file.name}
        </Text>
        <Text size="sm" c="dimmed" style={{ whiteSpace: 'nowrap' }}>
          {size(file.size)}
        </Text>
      </Group>
      <Button
        size="compact-sm"
        variant="subtle"
        onClick={() => {
          onChoose(null);
          focusChoosing();
        }}
      >
        Take another file
      </Button>
    </Group>
  );
}
