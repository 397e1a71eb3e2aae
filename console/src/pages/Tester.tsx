import { Alert, Box, Code, Stack, Text, Textarea } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconUserQuestion } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { hashed } from '../../../snippet/src/user';
import type { IdentifierSource } from '../../../snippet/src/settings';
import { Copyable } from '../shared/Copyable';
import { InlineLink } from '../shared/InlineLink';
import { usePath, useWhere } from '../shared/where';
import { expressionOf, type Method } from './methods';
import { trial, type Trial } from './trial';
import classes from './UserPage.module.css';

interface Props {
  source: IdentifierSource;
  method: Method;
  /** With which identifiers are hashed; null where they are not. */
  salt: string | null;
  /** What was pasted. */
  text: string;
  onText: (text: string) => void;
}

/** What the snippet would find in what a page has, or why nothing. */
export function Tester({ source, method, salt, text, onText }: Props) {
  const result = text.trim() ? trial(source, text) : null;
  const { label, about, placeholder } = method.paste;
  return (
    <div className={classes.columns}>
      <Textarea
        className={classes.paste}
        label={label}
        description={about}
        placeholder={placeholder}
        autosize
        minRows={4}
        maxRows={14}
        spellCheck={false}
        value={text}
        onChange={(event) => onText(event.currentTarget.value)}
      />
      <Stack gap="md" miw={0}>
        <div aria-live="polite" role="status">
          {result ? <Result result={result} salt={salt} /> : <NoText />}
        </div>
        <Box>
          <Text size="sm" fw={500} mb={4}>
            Or in the page itself
          </Text>
          <Copyable block name="line for the developer tools" value={expressionOf(source)} />
          <Text size="xs" c="dimmed" mt={6}>
            {source.method === 'call'
              ? 'Open the developer tools of the page (F12), and paste it under Console: it gives the user that was sent, or why none.'
              : 'Open the developer tools of the page (F12), and paste it under Console: it gives what is there now.'}
          </Text>
        </Box>
      </Stack>
    </div>
  );
}

function NoText() {
  return (
    <Text size="sm" c="dimmed">
      What would be found shows here as you type.
    </Text>
  );
}

function Result({ result: { found, hash, words }, salt }: { result: Trial; salt: string | null }) {
  const { environment } = useWhere();
  const path = usePath();
  const digest = useHashed(found, salt);
  if (found === null) {
    const [first, ...rest] = words;
    return (
      <Alert
        variant="default"
        icon={<IconUserQuestion size={18} color="var(--mantine-color-red-text)" />}
        title="Nobody would be known"
      >
        <Text size="sm">{first}</Text>
        {rest.map((one) => (
          <Text key={one} size="sm" mt={4}>
            {one}
          </Text>
        ))}
      </Alert>
    );
  }
  const sent = salt === null ? found : digest;
  return (
    <Alert
      variant="default"
      icon={
        words.length > 0 ? (
          <IconAlertTriangle size={18} color="var(--mantine-color-yellow-text)" />
        ) : (
          <IconCircleCheck size={18} color="var(--mantine-color-green-text)" />
        )
      }
      title="The user would be"
    >
      <Stack gap={6}>
        <Code block className={classes.example} aria-label="user that was found">
          {found}
        </Code>
        {hash !== undefined && (
          <Text size="sm">
            with the proof <Code className={classes.found}>{hash}</Code>
          </Text>
        )}
        {words.map((one) => (
          <Text key={one} size="sm">
            {one}
          </Text>
        ))}
        {salt !== null && (
          <Text size="sm" component="div">
            It leaves the browser hashed only, as{' '}
            <Code className={classes.found}>{digest ?? '…'}</Code>
          </Text>
        )}
        {sent && (
          <Text size="sm">
            <InlineLink to={path(`users/${encodeURIComponent(sent)}`)}>
              See what is known of this user in {environment.name}
            </InlineLink>
          </Text>
        )}
      </Stack>
    </Alert>
  );
}

/** As it leaves the browser; null until that is reckoned, or where the browser cannot. */
function useHashed(id: string | null, salt: string | null): string | null {
  const [digest, setDigest] = useState<{ of: string; is: string } | null>(null);
  useEffect(() => {
    if (id === null || salt === null) return;
    let over = false;
    hashed(id, salt).then(
      (is) => !over && setDigest({ of: id, is }),
      () => undefined,
    );
    return () => {
      over = true;
    };
  }, [id, salt]);
  return digest?.of === id ? digest.is : null;
}
