import { Alert, Button, Group, Text } from '@mantine/core';
import { IconWorldUpload } from '@tabler/icons-react';
import { Link } from 'react-router';
import type { SegmentStatus } from '../shared/contract';
import { useMay } from '../shared/session';
import { usePath, useWhere } from '../shared/where';

interface Props {
  status: SegmentStatus;
  /** Whether there are changes that are not saved. */
  unsaved: boolean;
}

/** That page loads do not use the segment as it is here, and the way to have them do so. */
export function PublishNotice({ status, unsaved }: Props) {
  const { environment } = useWhere();
  const path = usePath();
  const mayPublish = useMay('publisher');
  if (status === 'live') return null;
  return (
    <Alert
      {...(status === 'changed' ? { color: 'yellow' } : {})}
      variant="light"
      role="note"
      mb="md"
      icon={<IconWorldUpload size={18} stroke={1.7} />}
    >
      <Group justify="space-between" gap="sm">
        <Text size="sm" flex="1 1 16rem">
          {status === 'draft'
            ? `Page loads in ${environment.name} do not know this segment yet.`
            : `Page loads in ${environment.name} still use an older form of this segment.`}{' '}
          {mayPublish
            ? unsaved
              ? 'Only what is saved can be published.'
              : 'They use it as it is here once it is published.'
            : 'Someone with the role publisher can publish it.'}
        </Text>
        {mayPublish && (
          <Button component={Link} to={path('publish')} variant="default" size="xs">
            Review and publish
          </Button>
        )}
      </Group>
    </Alert>
  );
}
