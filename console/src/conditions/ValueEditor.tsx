import { Skeleton } from '@mantine/core';
import { lazy, type ComponentType } from 'react';
import type { Shape } from './operators';
import { NumberRangeValue, NumbersValue, NumberValue } from './values/NumberValue';
import { BooleanValue, SegmentsValue, SegmentValue } from './values/OtherValues';
import { PeriodValue } from './values/PeriodValue';
import type { ValueProps } from './values/props';
import { PatternValue, TextsValue, TextValue } from './values/TextValue';
import { Later } from '../shared/Later';

// The calendar weighs as much as all other editors together, so it comes when a date is edited.
const dates = () => import('./values/DateValue');
const DayValue = lazy(async () => ({ default: (await dates()).DayValue }));
const MomentValue = lazy(async () => ({ default: (await dates()).MomentValue }));
const MomentRangeValue = lazy(async () => ({ default: (await dates()).MomentRangeValue }));

const EDITORS: Record<Exclude<Shape, 'none'>, ComponentType<ValueProps>> = {
  text: TextValue,
  texts: TextsValue,
  pattern: PatternValue,
  number: NumberValue,
  numbers: NumbersValue,
  numberRange: NumberRangeValue,
  boolean: BooleanValue,
  day: DayValue,
  moment: MomentValue,
  momentRange: MomentRangeValue,
  period: PeriodValue,
  segment: SegmentValue,
  segments: SegmentsValue,
};

/** The editor of a rule's value, of the shape that its operator asks for. */
export function ValueEditor(props: ValueProps) {
  if (props.shape === 'none') return null;
  const Editor = EDITORS[props.shape];
  return (
    <Later fallback={<Skeleton h={36} />}>
      <Editor {...props} />
    </Later>
  );
}
