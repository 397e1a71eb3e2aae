import { Box, Text } from '@mantine/core';
import classes from './Changed.module.css';
import { wordsChanged, type Part } from './words-changed';

interface Props {
  /** What it is: "Condition". */
  label?: string;
  before: string | null;
  after: string | null;
  /** What the two are called. */
  names?: [before: string, after: string];
}

/** A text before and after a change, with the words marked that go and come. */
export function Changed({ label, before, after, names = ['Before', 'After'] }: Props) {
  const [gone, come] = wordsChanged(before ?? '', after ?? '');
  return (
    <Box className={classes.changed}>
      {label && (
        <Text size="xs" fw={600} mb={2}>
          {label}
        </Text>
      )}
      {before === after ? (
        <Text size="sm">{after || '–'}</Text>
      ) : (
        <dl className={classes.both}>
          {before !== null && <Side name={names[0]} parts={gone} mark="del" />}
          {after !== null && <Side name={names[1]} parts={come} mark="ins" />}
        </dl>
      )}
    </Box>
  );
}

function Side({ name, parts, mark: Mark }: { name: string; parts: Part[]; mark: 'del' | 'ins' }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>
        {parts.length === 0
          ? '–'
          : parts.map(({ text, changed }, at) =>
              changed ? <Mark key={at}>{text}</Mark> : <span key={at}>{text}</span>,
            )}
      </dd>
    </>
  );
}
