import { Badge } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import { lazy, useId } from 'react';
import type { Delivery, Integration, Outcome } from '../shared/contract';
import { Later } from '../shared/Later';
import { LoadingRows } from '../shared/states';
import { When } from '../shared/When';
import classes from './Deliveries.module.css';
import { explained } from './explained';
import { refusalWords } from './words';

export const OUTCOMES: { value: Outcome; label: string; color: string }[] = [
  { value: 'accepted', label: 'Taken', color: 'green' },
  { value: 'partial', label: 'In part', color: 'yellow' },
  { value: 'rejected', label: 'Refused', color: 'red' },
  { value: 'ignored', label: 'Not wanted', color: 'gray' },
  { value: 'duplicate', label: 'Came again', color: 'gray' },
  { value: 'stale', label: 'Too late', color: 'gray' },
];

const DeliveryDetail = lazy(async () => ({
  default: (await import('./DeliveryDetail')).DeliveryDetail,
}));

interface Props {
  deliveries: Delivery[];
  /** Through which they came: the one, or all of the system. */
  through: Integration | Integration[];
  /** The id of the one that is shown in full. */
  open: string | null;
  onOpen: (id: string | null) => void;
}

/**
 * Deliveries, the latest first, each of which can be opened. Of one integration they say about whom they are, of
 * several from which they came.
 */
export function DeliveryList({ deliveries, through, open, onOpen }: Props) {
  const several = Array.isArray(through);
  const rows = deliveries.flatMap((delivery) => {
    const integration = several ? through.find(({ key }) => key === delivery.integration) : through;
    return integration ? [{ delivery, integration }] : [];
  });
  return (
    <ul className={classes.list} aria-label="Deliveries">
      {rows.map(({ delivery, integration }) => (
        <Row
          key={delivery.id}
          delivery={delivery}
          integration={integration}
          about={several ? integration.name : (delivery.user ?? 'nobody known')}
          open={open === delivery.id}
          onToggle={() => onOpen(open === delivery.id ? null : delivery.id)}
        />
      ))}
    </ul>
  );
}

interface RowProps {
  delivery: Delivery;
  integration: Integration;
  about: string;
  open: boolean;
  onToggle: () => void;
}

function Row({ delivery, integration, about, open, onToggle }: RowProps) {
  const detail = useId();
  const shown = OUTCOMES.find(({ value }) => value === delivery.outcome);
  return (
    <li className={classes.delivery}>
      <button
        type="button"
        className={classes.head}
        aria-expanded={open}
        aria-controls={open ? detail : undefined}
        onClick={onToggle}
      >
        <IconChevronRight size={15} className={classes.chevron} aria-hidden />
        <span className={classes.outcome}>
          <Badge color={shown?.color} variant="light">
            {shown?.label}
          </Badge>
        </span>
        <span className={`${classes.cut} ${classes.user}`}>{about}</span>
        <span className={`${classes.cut} ${classes.summary}`}>
          {/* Opened, a refusal is told below. */}
          {open && delivery.outcome !== 'accepted'
            ? null
            : `${again(delivery)}${summary(delivery)}`}
        </span>
        <span className={classes.when}>
          <When at={delivery.at} />
        </span>
      </button>
      {open && (
        <div id={detail}>
          <Later fallback={<LoadingRows rows={3} />}>
            <DeliveryDetail delivery={delivery} integration={integration} />
          </Later>
        </div>
      )}
    </li>
  );
}

/** Where it belongs to another one: what was refused and is taken since needs nobody any more. */
const again = ({ replayedAs, replayOf }: Delivery): string =>
  replayedAs ? 'Replayed since. ' : replayOf ? 'A replay. ' : '';

function summary(delivery: Delivery): string {
  const { updated, rejected } = delivery;
  const refused = rejected
    .map((property) => `${property.attribute}: ${refusalWords(property)}`)
    .join('; ');
  const whole = explained(delivery);
  if (delivery.outcome === 'ignored' && delivery.event?.type) {
    return `Events of the kind ${delivery.event.type} are not taken`;
  }
  if (whole) return refused ? `${whole.what}: ${refused}` : whole.what;
  if (refused) return `Refused ${refused}`;
  if (updated.length === 0) return 'No listed property in it';
  return updated.map(({ attribute }) => attribute).join(', ');
}
