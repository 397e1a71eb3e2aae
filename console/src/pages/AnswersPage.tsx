import { useQuery } from '@tanstack/react-query';
import { Page } from '../shared/Page';
import { Queried } from '../shared/Queried';
import { pageSettingsQuery } from '../shared/queries';
import { useWhere } from '../shared/where';
import { Hashing } from './Hashing';
import { VisibleAttributes } from './VisibleAttributes';

/** What of a user gets into a browser, and in what form the identifier leaves it. */
export function Component() {
  const { system } = useWhere();
  const query = useQuery(pageSettingsQuery(system.key));
  return (
    <Page
      title="What pages get"
      about="The keys of the live segments that the user is in, and nothing else, unless it is chosen here. It holds for every environment."
    >
      <Queried query={query}>
        {(settings) => (
          <>
            <VisibleAttributes key={`visible ${system.key}`} settings={settings} />
            <Hashing key={`hashing ${system.key}`} settings={settings} />
          </>
        )}
      </Queried>
    </Page>
  );
}
