import { ActionIcon, Button, Menu } from '@mantine/core';
import { IconDots, IconMail, IconPencil, IconShare, IconTrash } from '@tabler/icons-react';
import { lazy, useState, type ReactNode } from 'react';
import type { Dashboard, Report } from '../shared/contract';
import { Later } from '../shared/Later';
import { useMay } from '../shared/session';
import type { Subject } from './queries';

// Looked at much less often than the figures.
const Share = lazy(async () => ({ default: (await import('./Share')).Share }));
const Rename = lazy(async () => ({ default: (await import('./Rename')).Rename }));
const MailingDialog = lazy(async () => ({
  default: (await import('./MailingDialog')).MailingDialog,
}));

interface Props {
  kind: Subject['kind'];
  saved: Report | Dashboard;
  /** More of the menu. */
  children?: ReactNode;
  onDelete: () => void;
}

/** What is done with a report or a dashboard as a whole. */
export function SubjectActions({ kind, saved, children, onDelete }: Props) {
  const may = useMay('editor');
  const [sharing, setSharing] = useState(false);
  const [mailing, setMailing] = useState(false);
  const [renaming, setRenaming] = useState(false);
  const subject = { kind, key: saved.key, name: saved.name };
  if (!may) return null;
  return (
    <>
      {/* What nobody else sees is not shown to others. */}
      {saved.visibility !== 'private' && (
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
          <Menu.Item leftSection={<IconPencil size={16} />} onClick={() => setRenaming(true)}>
            Rename…
          </Menu.Item>
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
        <Rename
          // What somebody else changed is what one begins with.
          key={saved.version}
          kind={kind}
          saved={saved}
          opened={renaming}
          onClose={() => setRenaming(false)}
        />
      </Later>
      <Later fallback={null}>
        <MailingDialog subject={subject} opened={mailing} onClose={() => setMailing(false)} />
      </Later>
    </>
  );
}
