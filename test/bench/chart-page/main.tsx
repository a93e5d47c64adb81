import type { ReactNode } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import { customProperties, TOKENS } from '../../../renderer/app/theme/tokens.ts';
import { CourseView } from '../../../renderer/features/course/course-view.tsx';
import { createI18n } from '../../../shared/i18n/i18n.ts';
import { BareCharts } from './bare-charts.tsx';
import { NOW, observations, T0, treatments } from './course-data.ts';
import '../../../renderer/ui/forms.css';
import '../../../renderer/features/course/course.css';

/** Times of one showing, ms from the click's own timestamp: first panel painted, all six painted. */
export interface Showing {
  readonly first: number;
  readonly all: number;
}

export interface ChartPage {
  showing: Promise<Showing>;
  /** Ms from the event to the frame with the moved line, and to the frame with the figures. */
  move: Promise<{ line: number; figures: number }>;
  awaitMove(which: 'ours' | 'bare'): void;
  clear(): void;
}

const i18n = createI18n('zh-CN');
for (const [name, value] of Object.entries(customProperties(TOKENS.light))) {
  document.documentElement.style.setProperty(name, value);
}
const PANELS = 6;
const stage = document.createElement('main');
let root: Root | null = null;

const painted = () =>
  new Promise<void>(done =>
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => done();
      channel.port2.postMessage(null);
    }),
  );

async function untilPainted(began: number, selector: string): Promise<Showing> {
  let first = 0;
  for (;;) {
    await painted();
    const count = document.querySelectorAll(selector).length;
    if (count > 0 && first === 0) first = performance.now() - began;
    if (count >= PANELS) return { first, all: performance.now() - began };
  }
}

function offer(id: string, selector: string, content: () => ReactNode): void {
  const button = document.createElement('button');
  button.id = id;
  button.textContent = id;
  button.addEventListener('click', event => {
    root = createRoot(stage);
    root.render(content());
    page.showing = untilPainted(event.timeStamp, selector);
  });
  document.body.append(button);
}

const page: ChartPage = {
  showing: Promise.reject(new Error('nothing shown')),
  move: Promise.reject(new Error('nothing moved')),
  awaitMove(which) {
    const target = document.querySelector(which === 'ours' ? '[data-testid="course-charts"]' : '#bare-charts');
    page.move = new Promise(done =>
      target?.addEventListener(
        'mousemove',
        async event => {
          await painted();
          const line = performance.now() - event.timeStamp;
          await painted(); // the figures follow after the line
          done({ line, figures: performance.now() - event.timeStamp });
        },
        { once: true },
      ),
    );
  },
  clear() {
    root?.unmount();
    root = null;
  },
};
page.showing.catch(() => undefined);
page.move.catch(() => undefined);
Object.assign(window, { chartPage: page });

offer('bare', '#bare-charts .recharts-line-curve', () => <BareCharts />);
offer('ours', '.panel-chart .series-line', () => (
  <I18nextProvider i18n={i18n}>
    <CourseView
      observations={observations}
      assessments={[]}
      treatments={treatments}
      reached={undefined}
      sex="male"
      ageYears={58}
      t0={T0}
      now={NOW}
    />
  </I18nextProvider>
));
document.body.append(stage);
