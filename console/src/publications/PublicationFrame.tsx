import type { ReactNode } from 'react';
import { Page } from '../shared/Page';
import { PageTabs } from '../shared/PageTabs';
import { usePath } from '../shared/where';

interface Props {
  about: string;
  children: ReactNode;
}

/** The frame of what is about publishing, with the way to its history. */
export function PublicationFrame({ about, children }: Props) {
  const path = usePath();
  return (
    <Page title="Publish" about={about}>
      <PageTabs
        name="Publish"
        tabs={[
          { to: path('publish'), label: 'What would change' },
          { to: path('publish/versions'), label: 'Versions' },
          { to: path('publish/webhooks'), label: 'Webhooks' },
        ]}
      />
      {children}
    </Page>
  );
}
