import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import type { Integration } from '../../shared/contract';
import { notifyDone } from '../../shared/notify';
import { at, useWhere } from '../../shared/where';
import { useChosen, type Chosen } from './chosen';
import { noteUpload } from './queries';
import { begin, send } from './send';
import type { Mode } from './words';

interface Start {
  chosen: Chosen;
  environment: string;
  mode: Exclude<Mode, 'undo'>;
}

/** Begins an upload, sends its file from then on, and goes to where it is shown. */
export function useStart(integration: Integration) {
  const { system, environment: shown } = useWhere();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const [, choose] = useChosen(integration);
  const place = { system: system.key, integration: integration.key };
  return useMutation({
    mutationFn: ({ chosen, ...how }: Start) => begin(place, chosen, how),
    meta: { shown: true },
    onSuccess: (upload, { chosen, environment: key, mode }) => {
      noteUpload(queryClient, place, upload);
      send(queryClient, place, upload, chosen.file);
      // After a dry run it is wanted once more.
      if (mode === 'merge' || mode === 'replace') choose(null);
      const environment = system.environments.find((one) => one.key === key) ?? shown;
      if (environment !== shown) notifyDone(`You are now looking at ${environment.name}.`);
      void navigate(
        at(system, environment, `integrations/${integration.key}/uploads/${upload.id}`),
      );
    },
  });
}
