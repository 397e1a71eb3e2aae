import { Outlet, useLocation } from 'react-router';
import { NeedsRole } from '../shared/NeedsRole';
import { Page } from '../shared/Page';
import { TabLayout } from '../shared/TabLayout';
import { useMay } from '../shared/session';
import { usePath } from '../shared/where';

const PAGES = [
  { page: 'settings', label: 'System', admin: false },
  { page: 'settings/environments', label: 'Environments', admin: false },
  { page: 'settings/people', label: 'People', admin: true },
  { page: 'settings/tokens', label: 'Tokens', admin: true },
  { page: 'settings/audit', label: 'Audit log', admin: true },
];

/** The settings, side by side; what only an administrator may see is left out for others. */
export function Component() {
  const path = usePath();
  const admin = useMay('admin');
  const { pathname } = useLocation();
  const shut = PAGES.find((page) => page.admin && !admin && pathname === path(page.page));
  return (
    <TabLayout
      name="Settings"
      tabs={PAGES.filter((page) => admin || !page.admin).map(({ page, label }) => ({
        to: path(page),
        label,
      }))}
    >
      {shut ? (
        <Page title={shut.label}>
          <NeedsRole needed="admin">
            People, tokens and the audit log are for administrators.
          </NeedsRole>
        </Page>
      ) : (
        <Outlet />
      )}
    </TabLayout>
  );
}
