import { Menu } from '@mantine/core';
import { IconEye, IconEyeOff } from '@tabler/icons-react';
import type { Report } from '../shared/contract';

type Visibility = Report['visibility'];

interface Props {
  visibility: Visibility;
  onChange: (to: Visibility) => void;
}

/** Shows what is private to everybody, and the other way round; of a menu. */
export function VisibilityItem({ visibility, onChange }: Props) {
  const isPrivate = visibility === 'private';
  return (
    <Menu.Item
      leftSection={isPrivate ? <IconEye size={16} /> : <IconEyeOff size={16} />}
      onClick={() => onChange(isPrivate ? 'shared' : 'private')}
    >
      {isPrivate ? 'Let everybody see it' : 'Make it private'}
    </Menu.Item>
  );
}
