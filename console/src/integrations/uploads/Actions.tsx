import { Button, Text, type ButtonProps } from '@mantine/core';
import { IconArrowBackUp, IconDownload, IconX } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { api, taken } from '../../shared/api';
import { Confirm } from '../../shared/Confirm';
import type { Integration, Upload } from '../../shared/contract';
import { InlineLink } from '../../shared/InlineLink';
import { notifyDone } from '../../shared/notify';
import { inFull } from '../../shared/time';
import { at, useWhere } from '../../shared/where';
import { addressOf, noteUpload } from './queries';
import { stopSending } from './send';
import { fileWords, isDryRun } from './words';

interface Props {
  upload: Upload;
  integration: Integration;
  size?: ButtonProps['size'];
}

/** Stops an upload, after it was said what that means. */
export function Cancel({ upload, integration, size }: Props) {
  const { system } = useWhere();
  const queryClient = useQueryClient();
  const [asked, setAsked] = useState(false);
  const place = { system: system.key, integration: integration.key };
  const cancel = useMutation({
    mutationFn: () => {
      stopSending(upload.id);
      return taken(
        api.POST('/api/v1/systems/{system}/integrations/{integration}/uploads/{upload}/cancel', {
          params: { path: { ...place, upload: upload.id } },
        }),
      );
    },
    onSuccess: (cancelled) => {
      noteUpload(queryClient, place, cancelled);
      notifyDone(`${fileWords(upload)} is cancelled.`);
    },
    onSettled: () => setAsked(false),
  });
  return (
    <>
      <Button
        size={size}
        variant="default"
        leftSection={<IconX size={15} />}
        aria-label={`Cancel ${fileWords(upload)}`}
        onClick={() => setAsked(true)}
      >
        Cancel
      </Button>
      <Confirm
        opened={asked}
        onClose={() => setAsked(false)}
        title={`Cancel ${fileWords(upload)}?`}
        action={upload.mode === 'undo' ? 'Cancel the undo' : 'Cancel the upload'}
        keep="Keep it"
        pending={cancel.isPending}
        onConfirm={() => cancel.mutate()}
      >
        {isDryRun(upload)
          ? 'A dry run changes nothing; it ends without a result.'
          : upload.mode === 'undo'
            ? 'What is put back by now stays so, and the rest stays as it is.'
            : 'Rows that are taken by now stay; undo takes them back. The rest of the file is not read.'}
      </Confirm>
    </>
  );
}

/** Takes back what an upload did; where that cannot be, says why. */
export function Undo({ upload, integration, size }: Props) {
  const { system, environment: shown } = useWhere();
  const environment = system.environments.find(({ key }) => key === upload.environment) ?? shown;
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const [asked, setAsked] = useState(false);
  const { possible, until, why, first } = upload.undo;
  const place = { system: system.key, integration: integration.key };
  const undo = useMutation({
    mutationFn: () =>
      taken(
        api.POST('/api/v1/systems/{system}/integrations/{integration}/uploads/{upload}/undo', {
          params: { path: { ...place, upload: upload.id } },
        }),
      ),
    onSuccess: (undoing) => {
      noteUpload(queryClient, place, undoing);
      void navigate(
        at(system, environment, `integrations/${integration.key}/uploads/${undoing.id}`),
      );
    },
    onSettled: () => setAsked(false),
  });
  return (
    <>
      <Button
        size={size}
        variant="default"
        disabled={!possible}
        leftSection={<IconArrowBackUp size={15} />}
        aria-label={`Undo ${fileWords(upload)}`}
        onClick={() => setAsked(true)}
      >
        Undo
      </Button>
      {!possible && why && (
        <Text size="sm" c="dimmed">
          {why}{' '}
          {first && (
            <InlineLink
              to={at(system, environment, `integrations/${integration.key}/uploads/${first}`)}
            >
              Show that upload
            </InlineLink>
          )}
        </Text>
      )}
      <Confirm
        opened={asked}
        onClose={() => setAsked(false)}
        title={`Undo ${fileWords(upload)}?`}
        action="Undo the upload"
        keep="Keep it"
        pending={undo.isPending}
        onConfirm={() => undo.mutate()}
      >
        Each value that the file has changed or cleared in {environment.name} becomes what it was
        before. Users whom only this file has told of go away again.
        {until && ` It is possible until ${inFull(until)}.`} To have it back, the file has to be
        uploaded again.
      </Confirm>
    </>
  );
}

interface DownloadProps {
  place: Parameters<typeof addressOf>[0];
  name: Parameters<typeof addressOf>[1];
  size?: ButtonProps['size'];
  children: string;
}

/** A file that the server makes; the browser saves it as it comes, however large it is. */
export function Download({ place, name, size, children }: DownloadProps) {
  return (
    <Button
      component="a"
      size={size}
      variant="default"
      leftSection={<IconDownload size={15} />}
      href={addressOf(place, name)}
      download
    >
      {children}
    </Button>
  );
}
