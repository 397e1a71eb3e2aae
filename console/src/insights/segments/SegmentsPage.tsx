import { Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { lazy } from 'react';
import { Later } from '../../shared/Later';
import { Page } from '../../shared/Page';
import { Queried } from '../../shared/Queried';
import { useWhere } from '../../shared/where';
import { SaveReport } from '../../reports/SaveReport';
import { useAsked } from '../frame/asked';
import { NoLiveSegment } from '../NoLiveSegment';
import { sizesQuery } from '../queries';
import { SizesPanel } from './SizesPanel';

// They lie below the sizes.
const OverlapPanel = lazy(async () => ({ default: (await import('./OverlapPanel')).OverlapPanel }));
const FlowsPanel = lazy(async () => ({ default: (await import('./FlowsPanel')).FlowsPanel }));

/** How large live segments are and were, who is in several of them, and who goes from one to another. */
export function Component() {
  const { system, environment } = useWhere();
  const asked = useAsked();
  const query = useQuery(sizesQuery(system.key, environment.key, { period: asked.period.request }));
  return (
    <Page
      title="Segments"
      about="How large live segments are and were, who is in several at once, and who goes from one to another."
      actions={<SaveReport view="segments" query={{ period: asked.period.request }} />}
    >
      <Queried query={query}>
        {(sizes) =>
          sizes.items.length === 0 ? (
            <NoLiveSegment />
          ) : (
            <Stack gap="lg">
              <SizesPanel sizes={sizes} stale={query.isPlaceholderData} />
              <Later>
                <OverlapPanel sizes={sizes} />
                <FlowsPanel sizes={sizes} />
              </Later>
            </Stack>
          )
        }
      </Queried>
    </Page>
  );
}
