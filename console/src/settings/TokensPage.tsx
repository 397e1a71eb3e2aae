import { Button } from '@mantine/core';
import { IconKey, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { FormDialog } from '../shared/FormDialog';
import type { CreatedToken } from '../shared/contract';
import { Page } from '../shared/Page';
import { Panel } from '../shared/Panel';
import { Queried } from '../shared/Queried';
import { Empty } from '../shared/states';
import { NewTokenForm } from './NewTokenForm';
import { NewTokenShown } from './NewTokenShown';
import { TokenTable } from './TokenTable';
import { tokensQuery } from './queries';

/** What programs show instead of signing in. */
export function Component() {
  const query = useQuery(tokensQuery);
  const [adding, setAdding] = useState(false);
  const [made, setMade] = useState<CreatedToken | null>(null);
  const add = (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setAdding(true)}>
      New token
    </Button>
  );
  return (
    <Page
      title="Tokens"
      about="What programs show: API tokens call the API with the rights of a role, in all systems; OAuth2 clients fetch access tokens to send what is new of end users."
      actions={query.data && query.data.length > 0 && add}
    >
      <Queried query={query}>
        {(tokens) =>
          tokens.length === 0 ? (
            <Empty icon={IconKey} title="No tokens yet" action={add}>
              Scripts, pipelines and other programs show a token instead of signing in. Give each
              its own, with the least role that it needs and an end.
            </Empty>
          ) : (
            <Panel flush>
              <TokenTable tokens={tokens} />
            </Panel>
          )
        }
      </Queried>
      <FormDialog opened={adding} onClose={() => setAdding(false)} title="New token">
        <NewTokenForm
          onDone={(token) => {
            setAdding(false);
            if (token) setMade(token);
          }}
        />
      </FormDialog>
      <NewTokenShown made={made} onClose={() => setMade(null)} />
    </Page>
  );
}
