import { Outlet } from 'react-router';
import { TabLayout } from '../shared/TabLayout';
import { usePath } from '../shared/where';

const TABS = [
  { page: 'pages', label: 'Connect' },
  { page: 'pages/user', label: 'Who the user is' },
  { page: 'pages/access', label: 'Who may ask' },
  { page: 'pages/answers', label: 'What pages get' },
  { page: 'pages/installed', label: 'Installed?' },
];

/** All that concerns the pages of the application, side by side. */
export function Component() {
  const path = usePath();
  return (
    <TabLayout name="Pages" tabs={TABS.map(({ page, label }) => ({ to: path(page), label }))}>
      <Outlet />
    </TabLayout>
  );
}
