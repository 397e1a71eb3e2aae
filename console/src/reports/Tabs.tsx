import type { ReactNode } from 'react';
import { useLocation } from 'react-router';
import { VIEWS } from '../insights/frame/views';
import { TabLayout } from '../shared/TabLayout';
import { usePath } from '../shared/where';

/** The tabs of Insights above pages that are about no one question: no filter and no days. */
export function Tabs({ children }: { children: ReactNode }) {
  const path = usePath();
  const { search } = useLocation();
  return (
    <TabLayout
      name="Insights"
      tabs={VIEWS.map(({ page, label }) => ({
        to: path(page) + search,
        label,
        within: page === 'insights/reports',
      }))}
    >
      {children}
    </TabLayout>
  );
}
