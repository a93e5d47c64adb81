import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { languageOf } from '../../../shared/i18n/i18n.ts';
import { blankSbar, type Sbar } from '../../../shared/referral/form.ts';
import { writeSbar } from '../../../shared/referral/sbar.ts';
import { Field } from '../../ui/field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import type { StepProps } from './step-props.ts';

const PARTS = ['situation', 'background', 'assessment', 'recommendation'] as const;

/** The SBAR page: told from the record until the doctor rewrites it; written anew only after a look at both texts. */
export function SummaryEditor({ form, onChange, model }: Pick<StepProps, 'form' | 'onChange' | 'model'>) {
  const { t, i18n } = useTranslation();
  const [isAsking, setAsking] = useState(false);
  if (model === null) return null;
  const { isEdited, ...own } = form.sbar;
  const written = writeSbar({ ...model, form }, 'zh-CN'); // the letter's language
  const shown = isEdited ? own : writeSbar({ ...model, form }, languageOf(i18n.language));
  const put = (sbar: Sbar) => onChange({ sbar: { ...sbar, isEdited: true } });
  return (
    <section className="summary-editor" data-testid="summary-editor">
      <h3 className="panel-head">{t('composer.summary.title')}</h3>
      <p className="note">
        {t(isEdited ? 'composer.summary.edited' : 'composer.summary.auto')}{' '}
        <button
          type="button"
          className="quiet-button"
          onClick={() => (isEdited ? setAsking(true) : put(written))}
          data-testid={isEdited ? 'summary-rewrite' : 'summary-edit'}
        >
          {t(isEdited ? 'composer.summary.rewrite' : 'composer.summary.edit')}
        </button>
      </p>
      {isAsking ? (
        <div className="question" data-testid="summary-question">
          <p>{t('composer.summary.confirm')}</p>
          {PARTS.map(part => (
            <p key={part} className="summary-text">
              <strong>{t(`sbar.part.${part}`)}</strong> {written[part]}
            </p>
          ))}
          <button
            type="button"
            className="quiet-button"
            onClick={() => {
              onChange({ sbar: { ...blankSbar(), isEdited: false } });
              setAsking(false);
            }}
            data-testid="summary-replace"
          >
            {t('composer.summary.replace')}
          </button>{' '}
          <button type="button" className="quiet-button" onClick={() => setAsking(false)}>
            {t('composer.summary.keep')}
          </button>
        </div>
      ) : null}
      {PARTS.map(part =>
        isEdited ? (
          <Field key={part} label={t(`sbar.part.${part}`)}>
            <TextField
              value={own[part]}
              onChange={text => put({ ...own, [part]: text })}
              lines={4}
              testId={`summary-${part}`}
            />
          </Field>
        ) : (
          <div key={part} className="summary-text">
            <strong>{t(`sbar.part.${part}`)}</strong>
            <p>{shown[part]}</p>
          </div>
        ),
      )}
    </section>
  );
}
