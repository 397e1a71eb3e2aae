import { Box } from '@mantine/core';
import type { Integration } from '../shared/contract';
import { Meanwhile } from '../shared/Meanwhile';
import { accountOf, sent } from './mapping';
import { AccountView } from './SaveMapping';
import type { useMappingDraft } from './useMappingDraft';

interface Props {
  integration: Integration;
  state: ReturnType<typeof useMappingDraft>;
}

/** Someone else saved the mapping while one was editing it: what they changed. */
export function MappingMeanwhile({ integration, state }: Props) {
  if (!state.overtaken) return null;
  const { identifier, properties } = integration;
  const theirs = properties.map((property, at) => ({
    ...sent({ ...property, id: '' }),
    id: `${at}`,
  }));
  return (
    <Meanwhile what="integration" onTake={() => state.begin(integration)} onKeep={state.keep}>
      <Box my="xs">
        <AccountView
          kind={integration.kind}
          account={accountOf(state.base, { identifier, properties: theirs })}
        />
      </Box>
    </Meanwhile>
  );
}
