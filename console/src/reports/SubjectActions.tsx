import { ActionIcon, Button, Menu } from '@mantine/core';
import { IconDots, IconMail, IconShare, IconTrash } from '@tabler/icons-react';
import { lazy, useState, type ReactNode } from 'react';
import { Later } from '../shared/Later';
import { useMay } from '../shared/session';
import type { Subject } from './queries';

// Looked at much less often than the figures.
const Share = lazy(async () => ({ default: (await import('./Share')).Share }));
const MailingDialog = lazy(async () => ({
  default: (await import('./MailingDialog')).MailingDialog,
}));

interface Props {
  subject: Subject;
  /** Nobody else sees it, so it is not shown to others. */
  isPrivate: boolean;
  /** More of the menu. */
  children?: ReactNode;
  onDelete: () => void;
}

/** What is done with a report or a dashboard as a whole. */
export function SubjectActions({ subject, isPrivate, children, onDelete }: Props) {
  const may = useMay('editor');
  const [sharing, setSharing] = useState(false);
  const [mailing, setMailing] = useState(false);
  if (!may) return null;
  return (
    <>
      {!isPrivate && (
        <>
          <Button
            variant="default"
            leftSection={<IconShare size={16} />}
            onClick={() => setSharing(true)}
          >
            Share
          </Button>
          <Button
            variant="default"
            leftSection={<IconMail size={16} />}
            onClick={() => setMailing(true)}
          >
            Send by e-mail
          </Button>
        </>
      )}
      <Menu position="bottom-end" shadow="md">
        <Menu.Target>
          <ActionIcon variant="default" size={36} aria-label={`More about ${subject.name}`}>
            <IconDots size={18} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {children}
          <Menu.Item color="red" leftSection={<IconTrash size={16} />} onClick={onDelete}>
            Delete
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Later fallback={null}>
        <Share subject={subject} opened={sharing} onClose={() => setSharing(false)} />
      </Later>
      <Later fallback={null}>
        <MailingDialog subject={subject} opened={mailing} onClose={() => setMailing(false)} />
      </Later>
    </>
  );
}
