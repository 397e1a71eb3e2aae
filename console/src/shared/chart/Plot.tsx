import { Box } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import classes from './Chart.module.css';
import { colorsOf } from './colors';
import { drawnAt, type ChartData, type Picked } from './data';
import { draw, placeAt, type Drawing } from './drawing';
import { optionOf } from './option';
import { isStill, useLook } from './useLook';
import { walked, type Place } from './walk';
import { valueWordsOf } from './words';

interface Props {
  data: ChartData;
  height: number;
  onPick: Picked | undefined;
  /** The id of what is said about it. */
  about: string;
  /** Is told of the drawing, and once there is none any more. */
  onDrawing: (drawing: Drawing | null) => void;
}

/**
 * What is drawn. By keyboard it is walked like a slider, from point to point and from series to series, and
 * Enter does what a click does; so a screen reader tells each value as its own.
 */
export function Plot({ data, height, onPick, about, onDrawing }: Props) {
  const { ref, width } = useElementSize<HTMLDivElement>();
  const box = useRef<HTMLDivElement>(null);
  const drawing = useRef<Drawing>(null);
  const look = useLook();
  const [kept, setPlace] = useState<Place>({ series: 0, point: 0 });
  const [walking, setWalking] = useState(false);
  const place = {
    series: Math.min(kept.series, Math.max(0, data.series.length - 1)),
    point: Math.min(kept.point, Math.max(0, data.points.length - 1)),
  };
  // What is given anew with each rendering is mostly what it was.
  const shown = JSON.stringify(data);

  const pick = useEffectEvent((at: Place) => {
    if ((data.series[at.series]?.values[at.point] ?? null) === null) return;
    onPick?.(at.series, at.point);
  });
  const pickPlace = useEffectEvent((x: number, y: number, onElement: boolean) => {
    const bars = data.kind === 'bars' || data.kind === 'lying';
    // A bar says itself which it is; beside of it only where there is no other.
    if (!drawing.current || (bars && (onElement || data.series.length > 1))) return;
    const values = data.series.map(({ values }) => values);
    const at = placeAt(drawing.current, x, y, data.kind === 'lying', values);
    if (at) pick(at);
  });
  const pickBar = useEffectEvent((series: number, point: number) => {
    if (data.kind === 'bars' || data.kind === 'lying') pick({ series, point });
  });
  const pointed = useEffectEvent((x: number, y: number) => {
    const inside = drawing.current?.containPixel({ gridIndex: 0 }, [x, y]);
    drawing.current?.getZr().setCursorStyle(onPick && inside ? 'pointer' : 'default');
  });
  const option = useEffectEvent(() =>
    optionOf(data, colorsOf(box.current!), width, isStill(), onPick !== undefined),
  );

  const placeOf = useEffectEvent((series: number, point: number) => drawnAt(data, series, point));

  useEffect(() => {
    const made = draw(box.current!);
    drawing.current = made;
    onDrawing(made);
    made.on('click', ({ seriesIndex, dataIndex }) => pickBar(seriesIndex ?? 0, dataIndex));
    made
      .getZr()
      .on('click', ({ offsetX, offsetY, target }) =>
        pickPlace(offsetX, offsetY, target !== undefined && target !== null),
      );
    made.getZr().on('mousemove', ({ offsetX, offsetY }) => pointed(offsetX, offsetY));
    return () => {
      made.dispose();
      drawing.current = null;
      onDrawing(null);
    };
  }, [onDrawing]);

  useEffect(() => {
    if (width === 0) return;
    drawing.current?.resize();
    drawing.current?.setOption(option(), { notMerge: true });
  }, [shown, width, height, look]);

  const { series, point } = place;
  useEffect(() => {
    const made = drawing.current;
    if (!made || !walking) return;
    const at = placeOf(series, point);
    made.dispatchAction({ type: 'highlight', ...at });
    made.dispatchAction({ type: 'showTip', ...at });
    return () => {
      if (made.isDisposed()) return;
      made.dispatchAction({ type: 'downplay' });
      made.dispatchAction({ type: 'hideTip' });
    };
  }, [walking, series, point, shown, width]);

  return (
    <Box
      ref={ref}
      className={classes.plot}
      h={height}
      role="slider"
      tabIndex={0}
      aria-roledescription="chart"
      aria-label={data.title}
      aria-describedby={about}
      aria-valuemin={0}
      aria-valuemax={Math.max(0, data.points.length - 1)}
      aria-valuenow={point}
      aria-valuetext={valueWordsOf(data, series, point)}
      onBlur={() => setWalking(false)}
      onKeyDown={(event) => {
        if (event.altKey || event.ctrlKey || event.metaKey) return;
        if (event.key === 'Escape') setWalking(false);
        else if (event.key === 'Enter' && onPick) pickWalked();
        else {
          const next = walked(event.key, place, data);
          if (!next) return;
          event.preventDefault();
          // The first key shows where one is.
          if (walking || event.key === 'Home' || event.key === 'End') setPlace(next);
          setWalking(true);
        }
      }}
    >
      <div ref={box} className={classes.canvas} aria-hidden="true" />
    </Box>
  );

  function pickWalked() {
    if ((data.series[series]?.values[point] ?? null) !== null) onPick?.(series, point);
  }
}
