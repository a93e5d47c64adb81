import { CourseCharts, type CourseChartsProps } from '../../charts/course-charts.tsx';
import { useProgressive } from '../../charts/use-progressive.ts';
import { CourseTable } from './course-table.tsx';

/** Panels and lanes with their figures beside them: the first panel at once, the lanes and the figures last. */
export function CourseSheet(props: Omit<CourseChartsProps, 'mounted'>) {
  const { panels, times, focus } = props;
  const mounted = useProgressive(panels.length + 2);
  return (
    <div className="course-split">
      <CourseCharts {...props} mounted={mounted} />
      {mounted > panels.length + 1 ? <CourseTable panels={panels} times={times} focus={focus} /> : null}
    </div>
  );
}
