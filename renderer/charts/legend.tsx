import { useTranslation } from 'react-i18next';
import type { CoursePoint } from './course-point.ts';
import { MarkerSample } from './markers.tsx';

const KINDS: readonly { id: LegendId; point: Partial<CoursePoint> }[] = [
  { id: 'typed', point: {} },
  { id: 'imported', point: { source: 'imported' } },
  { id: 'corrected', point: { isCorrected: true } },
  { id: 'converted', point: { isConverted: true } },
  { id: 'censored', point: { comparator: '<' } },
  { id: 'hollow', point: { treated: 'exclude' } },
  { id: 'marked', point: { treated: 'mark' } },
];
type LegendId = 'typed' | 'imported' | 'corrected' | 'converted' | 'censored' | 'hollow' | 'marked';

/** What each marker says. */
export function Legend() {
  const { t } = useTranslation();
  return (
    <p className="note course-legend" data-testid="course-legend">
      {KINDS.map(({ id, point }) => (
        <span key={id}>
          <MarkerSample point={point} />
          {t(`course.legend.${id}`)}
        </span>
      ))}
    </p>
  );
}
