import { IconCheck } from '@tabler/icons-react';
import { Link } from 'react-router';
import type { Integration } from '../shared/contract';
import classes from './Steps.module.css';

export const STEPS = [
  { step: 'define', label: { api: 'Define', csv: 'Define' } },
  { step: 'map', label: { api: 'Map', csv: 'Columns' } },
  { step: 'test', label: { api: 'Endpoint and test', csv: 'Upload' } },
] as const;

export type Step = (typeof STEPS)[number]['step'];

interface Props {
  kind: Integration['kind'];
  current: Step;
  /** The address of a step that can be gone to; null for one that cannot yet. */
  to: (step: Step) => string | null;
}

/** Where one is in the wizard. */
export function Steps({ kind, current, to }: Props) {
  const at = STEPS.findIndex(({ step }) => step === current);
  return (
    <ol className={classes.steps} aria-label="Steps">
      {STEPS.map(({ step, label }, index) => {
        const target = step === current ? null : to(step);
        const content = (
          <>
            <span className={classes.number} aria-hidden>
              {index < at ? <IconCheck size={13} stroke={3} /> : index + 1}
            </span>
            <span className={classes.label}>{label[kind]}</span>
          </>
        );
        return (
          <li
            key={step}
            className={classes.step}
            aria-current={step === current ? 'step' : undefined}
            data-done={index < at || undefined}
          >
            {target ? <Link to={target}>{content}</Link> : content}
          </li>
        );
      })}
    </ol>
  );
}
