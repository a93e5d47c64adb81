import { useTranslation } from 'react-i18next';
import { AcutePresentation, type EpisodeFields } from '../../../shared/records/episode.ts';
import { CheckList } from '../../ui/check-list.tsx';
import { Field } from '../../ui/field.tsx';

interface AcutePresentationFieldProps {
  values: EpisodeFields['acutePresentation'];
  onChange(next: EpisodeFields['acutePresentation']): void;
  /** The rest has been begun: with nothing ticked the question of rule R1 is put. */
  isAsked: boolean;
  testId: string;
}

/**
 * What brought the patient into the pathway. Rule R1 (He & Li 2025, doi:10.12449/JCH250604, section 3.3) wants one item
 * at least; without one it is asked, not forbidden: an episode that cannot be saved would end up on paper.
 */
export function AcutePresentationField({ values, onChange, isAsked, testId }: AcutePresentationFieldProps) {
  const { t } = useTranslation();
  const question =
    isAsked && values.length === 0 ? (
      <span className="entry-question" role="status" data-testid="entry-question">
        <strong>{t('episode.r1.question')}</strong> {t('episode.r1.rule')} {t('episode.r1.way')}
      </span>
    ) : undefined;
  return (
    <Field label={t('episode.field.acutePresentation')} group hint={question}>
      <CheckList
        values={values}
        options={AcutePresentation.options.map(value => ({ value, label: t(`episode.acutePresentation.${value}`) }))}
        onChange={onChange}
        testId={testId}
      />
    </Field>
  );
}
