import { useState } from 'react';
import { useNavigate } from 'react-router';
import { BackLink } from '../shared/BackLink';
import { NeedsRole } from '../shared/NeedsRole';
import { Page } from '../shared/Page';
import { useMay } from '../shared/session';
import { useStored } from '../shared/useStored';
import { usePath, useWhere } from '../shared/where';
import { Define, UNDEFINED, type Defined } from './Define';
import { Steps } from './Steps';

/** The wizard's first step, for an integration that is not there yet. */
export function Component() {
  const { system } = useWhere();
  const path = usePath();
  const navigate = useNavigate();
  const mayEdit = useMay('editor');
  const storeAt = `define.${system.key}`;
  const [kind, setKind] = useState<Defined['kind'] | null>(null);
  const [initial] = useStored<Defined>(storeAt, () => UNDEFINED);
  return (
    <Page
      title="New integration"
      above={<BackLink to={path('integrations')}>Integrations</BackLink>}
    >
      {mayEdit ? (
        <>
          <Steps kind={kind ?? initial.kind} current="define" to={() => null} />
          <Define
            initial={{ ...UNDEFINED, ...initial }}
            storeAt={storeAt}
            onKind={setKind}
            onDone={({ key }) =>
              void navigate(path(`integrations/${key}/set-up?step=map`), { replace: true })
            }
          />
        </>
      ) : (
        <NeedsRole needed="editor">Integrations are set up by editors.</NeedsRole>
      )}
    </Page>
  );
}
