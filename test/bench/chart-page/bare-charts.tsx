import { useRef } from 'react';
import { CartesianGrid, Line, LineChart, XAxis, YAxis } from 'recharts';
import { bareSeries } from './course-data.ts';

const WIDTH = 760;
const HEIGHT = 120;

/** The yardstick: six recharts line charts with the same points and nothing else, and a line that follows the mouse. */
export function BareCharts() {
  const line = useRef<HTMLDivElement>(null);
  return (
    <section
      id="bare-charts"
      aria-label="bare"
      style={{ position: 'relative', width: WIDTH }}
      onMouseMove={event => {
        const x = event.clientX - event.currentTarget.getBoundingClientRect().left;
        if (line.current) line.current.style.transform = `translateX(${x}px)`;
      }}
    >
      {bareSeries.map(({ code, rows }) => (
        <LineChart key={code} width={WIDTH} height={HEIGHT} data={rows} style={{ pointerEvents: 'none' }}>
          <CartesianGrid />
          <XAxis dataKey="at" type="number" scale="time" domain={['dataMin', 'dataMax']} />
          <YAxis domain={['auto', 'auto']} />
          <Line dataKey="value" type="linear" isAnimationActive={false} />
        </LineChart>
      ))}
      <div
        ref={line}
        style={{
          position: 'absolute',
          top: 0,
          bottom: 0,
          left: 0,
          width: 1.5,
          background: 'blue',
          willChange: 'transform',
        }}
      />
    </section>
  );
}
