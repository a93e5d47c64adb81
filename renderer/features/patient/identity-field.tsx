import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Translate } from '../../../shared/i18n/i18n.ts';
import { IdentityKind } from '../../../shared/records/patient.ts';
import { normaliseIdNumber } from '../../../shared/records/resident-id.ts';
import type { Day } from '../../../shared/records/time.ts';
import { ChoiceList } from '../../ui/choice.tsx';
import { Field } from '../../ui/field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { type IdFacts, idDoubts, idOffer, type PatientDraft, takeOffer } from './patient-draft.ts';

interface IdentityFieldProps {
  draft: PatientDraft;
  today: Day;
  onChange(next: PatientDraft): void;
}

/** Kind and number of the document; doubts and what the number says are asked right below it, and never block. */
export function IdentityField({ draft, today, onChange }: IdentityFieldProps) {
  const { t } = useTranslation();
  const [isTyping, setTyping] = useState(false);
  const [declined, setDeclined] = useState<string | null>(null);
  const { kind, number } = draft.fields.identity;
  const put = (identity: PatientDraft['fields']['identity']) =>
    onChange({ ...draft, fields: { ...draft.fields, identity } });

  const leave = () => {
    setTyping(false);
    const offer = idOffer(draft, today);
    // Blank fields take what a valid number says; a typed value is asked about, never overwritten.
    if (offer && !offer.differs) onChange(takeOffer(draft, offer));
  };
  const { warnings, isKept } = idDoubts(draft, today);
  const offer = isTyping || declined === number ? null : idOffer(draft, today);

  return (
    <>
      <Field label={t('patient.field.identityKind')}>
        <ChoiceList
          value={kind}
          options={IdentityKind.options.map(value => ({ value, label: t(`patient.identityKind.${value}`) }))}
          onChange={value => put({ kind: value, number: value === 'none' ? '' : number })}
        />
      </Field>
      <div className="identity-number">
        <Field label={t('patient.field.identityNumber')}>
          <TextField
            value={number}
            onChange={text => {
              setTyping(true);
              put({ kind, number: text });
            }}
            onBlur={leave}
            readOnly={kind === 'none'}
            lang="en"
            autoComplete="off"
            testId="identity-number"
          />
        </Field>
        {warnings.length > 0 && isKept ? (
          <p className="note" data-testid="id-kept">
            {t('patient.idKept', { doubts: warnings.map(warning => t(`patient.idWarning.${warning}`)).join(' ') })}
          </p>
        ) : null}
        {warnings.length > 0 && !isKept && !isTyping ? (
          <div className="question" role="alert" data-testid="id-warning">
            {warnings.map(warning => (
              <p key={warning}>{t(`patient.idWarning.${warning}`)}</p>
            ))}
            <button
              type="button"
              className="quiet-button"
              onClick={() => onChange({ ...draft, keptNumber: normaliseIdNumber(number) })}
            >
              {t('patient.idKeep')}
            </button>
          </div>
        ) : null}
        {offer ? (
          <div className="question" role="status" data-testid="id-offer">
            <p>
              {t('patient.idOffer', { facts: factsText(offer, t) })}
              {offer.differs ? ` ${t('patient.idOfferDiffers')}` : ''}
            </p>
            <button type="button" className="quiet-button" onClick={() => onChange(takeOffer(draft, offer))}>
              {t('patient.idTake')}
            </button>
            <button type="button" className="quiet-button" onClick={() => setDeclined(number)}>
              {t('patient.idLeave')}
            </button>
          </div>
        ) : null}
      </div>
    </>
  );
}

function factsText({ birthDate, sex }: IdFacts, t: Translate): string {
  const facts = [
    birthDate === null ? '' : t('patient.idFact.birthDate', { value: birthDate }),
    sex === null ? '' : t('patient.idFact.sex', { value: t(`patient.sex.${sex}`) }),
  ];
  return facts.filter(Boolean).join(t('ui.listComma'));
}
