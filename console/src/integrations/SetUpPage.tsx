import { useQuery } from '@tanstack/react-query';
import { lazy } from 'react';
import { Navigate, useNavigate, useParams, useSearchParams } from 'react-router';
import type { Integration } from '../shared/contract';
import { BackLink } from '../shared/BackLink';
import { Page } from '../shared/Page';
import { Queried } from '../shared/Queried';
import { useMay } from '../shared/session';
import { LoadingRows } from '../shared/states';
import { usePath, useWhere } from '../shared/where';
import { isUnfinished } from './mapping';
import { integrationQuery } from './queries';
import { Steps, STEPS, type Step } from './Steps';
import { Later } from '../shared/Later';

// Each step is loaded when it is come to.
const Define = lazy(async () => ({ default: (await import('./Define')).Define }));
const MapStep = lazy(async () => ({ default: (await import('./MapStep')).MapStep }));
const TestStep = lazy(async () => ({ default: (await import('./TestStep')).TestStep }));
const ColumnsStep = lazy(async () => ({
  default: (await import('./uploads/ColumnsStep')).ColumnsStep,
}));
const UploadStep = lazy(async () => ({
  default: (await import('./uploads/UploadStep')).UploadStep,
}));

/** The wizard, once the integration has its name: mapping it, then trying it with a real call, or a file. */
export function Component() {
  const { system } = useWhere();
  const path = usePath();
  const { integration: key = '' } = useParams();
  const [params] = useSearchParams();
  const mayEdit = useMay('editor');
  const query = useQuery(integrationQuery(system.key, key));
  const step = STEPS.find((one) => one.step === params.get('step'))?.step ?? 'map';
  if (!mayEdit) return <Navigate to={path(`integrations/${key}`)} replace />;
  return (
    <Page
      // Each step is begun at its top, with the focus there.
      key={step}
      title={query.data ? `Set up ${query.data.name}` : 'Set up'}
      above={<BackLink to={path('integrations')}>Integrations</BackLink>}
    >
      <Queried query={query}>
        {(integration) => <Wizard key={key} integration={integration} step={step} />}
      </Queried>
    </Page>
  );
}

function Wizard({ integration, step }: { integration: Integration; step: Step }) {
  const path = usePath();
  const navigate = useNavigate();
  const unfinished = isUnfinished(integration);
  const csv = integration.kind === 'csv';
  const to = (next: Step) => path(`integrations/${integration.key}/set-up?step=${next}`);
  const current = step === 'test' && unfinished ? 'map' : step;
  return (
    <Later fallback={<LoadingRows />}>
      <Steps
        kind={integration.kind}
        current={current}
        to={(next) => (next === 'test' && unfinished ? null : to(next))}
      />
      {current === 'define' && (
        <Define
          integration={integration}
          initial={{
            kind: integration.kind,
            name: integration.name,
            key: integration.key,
            sender: '',
            senderName: '',
            identifier: '',
            kinds: null,
          }}
          onDone={() => void navigate(to('map'))}
        />
      )}
      {current === 'map' &&
        (csv ? (
          <ColumnsStep integration={integration} onDone={() => void navigate(to('test'))} />
        ) : (
          <MapStep integration={integration} onDone={() => void navigate(to('test'))} />
        ))}
      {current === 'test' &&
        (csv ? <UploadStep integration={integration} /> : <TestStep integration={integration} />)}
    </Later>
  );
}
