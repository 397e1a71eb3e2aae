import { insights } from '../insights/feature';
import { integrations } from '../integrations/feature';
import { pages } from '../pages/feature';
import { publications } from '../publications/feature';
import { segments } from '../segments/feature';
import { settings } from '../settings/feature';
import type { Feature } from '../shared/feature';
import { users } from '../users/feature';

/** What the console consists of, in the order of the navigation. One without pages is not shown. */
export const features: Feature[] = [
  integrations,
  segments,
  publications,
  pages,
  users,
  insights,
  settings,
].filter(({ routes }) => routes.length > 0);
