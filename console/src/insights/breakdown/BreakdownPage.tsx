import { Page } from '../../shared/Page';
import { useAsked } from '../frame/asked';
import { BreakdownPanel } from './BreakdownPanel';

/** The matching users by an attribute. */
export function Component() {
  return (
    <Page title="Breakdown" about="What the users are like, as they are now, whatever the period.">
      <BreakdownPanel asked={useAsked()} />
    </Page>
  );
}
