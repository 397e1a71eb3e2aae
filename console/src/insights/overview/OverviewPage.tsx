import { useQuery } from '@tanstack/react-query';
import { Page } from '../../shared/Page';
import { Queried } from '../../shared/Queried';
import { useWhere } from '../../shared/where';
import { overviewQuery } from '../activity';
import { useAsked } from '../frame/asked';
import { Figures } from './Figures';

/** How many users there are, what they do, and what changed, at a glance. */
export function Component() {
  const { system, environment } = useWhere();
  const asked = useAsked();
  const overview = useQuery({
    ...overviewQuery(system.key, environment.key, asked.about),
    enabled: asked.appliedWhole,
  });
  return (
    <Page title="Overview" about="How many users there are, what they do, and what changed.">
      <Queried query={overview}>
        {(shown) => <Figures overview={shown} stale={overview.isPlaceholderData} />}
      </Queried>
    </Page>
  );
}
