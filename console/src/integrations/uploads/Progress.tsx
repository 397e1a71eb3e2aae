import { Group, Progress as Bar, Stack, Text, VisuallyHidden } from '@mantine/core';
import type { Upload } from '../../shared/contract';
import { count } from '../../shared/time';
import type { Sending } from './send';
import { useArriving } from './useUpload';
import { counted, fileWords, lasting, milestone, percent, size } from './words';

interface Props {
  upload: Upload;
  /** How far this tab is in sending it. */
  sending: Sending | null;
}

/** How far an upload is: first what has arrived of the file, then what is read of it. */
export function Progress({ upload, sending }: Props) {
  const arriving = useArriving(upload);
  const { part, words } = sending ? sendingWords(sending) : progressWords(upload);
  return (
    <Stack gap={6}>
      <Bar.Root size="lg">
        <Bar.Section
          value={part ?? 100}
          animated={part === null}
          striped={part === null}
          aria-label={`Progress of ${fileWords(upload)}`}
        />
      </Bar.Root>
      <Group gap="4px 20px" className="numbers">
        {words.map((one) => (
          <Text key={one} size="sm" c={one === words[0] ? undefined : 'dimmed'}>
            {one}
          </Text>
        ))}
      </Group>
      {/* In quarters, as each second would be too much to hear. */}
      <VisuallyHidden role="status">
        {milestone(upload, arriving || (sending !== null && sending.state !== 'stopped'))}
      </VisuallyHidden>
    </Stack>
  );
}

interface Told {
  /** In percent; null where it cannot be said. */
  part: number | null;
  words: string[];
}

function sendingWords({ file, sentBytes, bytesPerSecond, state }: Sending): Told {
  const part = file.size === 0 ? 100 : Math.floor((100 * sentBytes) / file.size);
  const words = [`${part} % sent`, `${size(sentBytes)} of ${size(file.size)}`];
  if (state === 'comparing') words.push('It is compared with what has arrived');
  else if (state === 'broken') words.push('The connection broke off; it is tried again');
  else if (state === 'stopped') words.push('Stopped');
  else if (bytesPerSecond !== null) {
    words.push(
      `${size(bytesPerSecond)} a second`,
      `${lasting((file.size - sentBytes) / bytesPerSecond)} left`,
    );
  }
  return { part, words };
}

function progressWords(upload: Upload): Told {
  const { status, rows, rowsPerSecond, secondsLeft, bytes, receivedBytes } = upload;
  const part = percent(upload);
  switch (status) {
    case 'receiving':
      return {
        part,
        words: [
          part === null ? 'Receiving' : `${part} % received`,
          bytes === null ? size(receivedBytes) : `${size(receivedBytes)} of ${size(bytes)}`,
        ],
      };
    case 'waiting':
      return { part: 0, words: ['Waiting for its turn'] };
    default: {
      if (upload.mode === 'undo') {
        return { part, words: [part === null ? 'Being put back' : `${part} % put back`] };
      }
      const words = [
        part === null ? 'Being read' : `${part} % read`,
        counted(rows.read, 'row'),
        `${count(rows.refused)} refused`,
      ];
      if (rowsPerSecond > 0) words.push(`${count(Math.round(rowsPerSecond))} rows a second`);
      if (secondsLeft !== null) words.push(`${lasting(secondsLeft)} left`);
      return { part, words };
    }
  }
}
