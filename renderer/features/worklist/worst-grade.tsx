import { useTranslation } from 'react-i18next';
import { worklist as worklistTexts } from '../../../shared/i18n/zh-CN/worklist.ts';
import type { WorkLine } from '../../../shared/records/work-line.ts';

const isKnown = (id: string): id is keyof typeof worklistTexts.grade => Object.hasOwn(worklistTexts.grade, id);
const isStage = (grade: string): grade is keyof typeof worklistTexts.stage => Object.hasOwn(worklistTexts.stage, grade);

/** A grade never stands without whose it is: grade 2 of one framework is not grade 2 of another. */
export function WorstGrade({ worst }: { worst: WorkLine['worst'] }) {
  const { t } = useTranslation();
  if (!worst) return <span className="note">{t('worklist.noGrade')}</span>;
  const { scoreId, grade } = worst;
  const words = scoreId === 'cn-lf-stage' && isStage(grade) ? t(`worklist.stage.${grade}`) : grade;
  return <strong>{isKnown(scoreId) ? t(`worklist.grade.${scoreId}`, { grade: words }) : `${scoreId} ${grade}`}</strong>;
}
