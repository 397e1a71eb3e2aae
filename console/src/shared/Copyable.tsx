import { ActionIcon, Box, Code, CopyButton, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import classes from './Copyable.module.css';

interface Props {
  /** What is copied. */
  value: string;
  /** What it is, for the button's name: "client key". */
  name: string;
  /** Several lines, such as a command. */
  block?: boolean;
  /** Shows all of a value that has no place to scroll in. */
  wrap?: boolean;
}

/** A value or command to take along, with its copy button. */
export function Copyable({ value, name, block, wrap }: Props) {
  return (
    <Box className={classes.copyable} data-block={block || undefined} data-wrap={wrap || undefined}>
      {/* Long values scroll, and what scrolls must be reachable by keyboard. */}
      <Code className={classes.value} block={block} tabIndex={0} role="group" aria-label={name}>
        {value}
      </Code>
      <CopyButton value={value} timeout={1600}>
        {({ copied, copy }) => (
          <Tooltip label={copied ? 'Copied' : `Copy ${name}`}>
            <ActionIcon
              variant="subtle"
              color={copied ? 'green' : 'gray'}
              onClick={copy}
              aria-label={copied ? 'Copied' : `Copy ${name}`}
            >
              {copied ? <IconCheck size={16} /> : <IconCopy size={16} />}
            </ActionIcon>
          </Tooltip>
        )}
      </CopyButton>
    </Box>
  );
}
