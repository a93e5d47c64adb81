import { useTranslation } from 'react-i18next';
import { Field } from '../../ui/field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { TimeField } from '../../ui/time-field.tsx';
import { Place } from './place.tsx';
import { Rows } from './rows.tsx';
import { Cell, type TransportPartProps } from './transport-part.tsx';

/** What runs and hangs on the patient on the way: airway, vasoactive drugs, lines, infusions, nursing risks (51–53, 56). */
export function TransportTreatments({ transport, change }: TransportPartProps) {
  const { t } = useTranslation();
  return (
    <>
      <Place name="airway">
        <Field label={t('composer.transport.airway')}>
          <TextField value={transport.airway} onChange={airway => change({ airway })} />
        </Field>
      </Place>
      <Place name="vasoactives">
        <Rows
          label={t('composer.transport.vasoactives')}
          rows={transport.vasoactives}
          max={8}
          blank={() => ({ drug: '', concentration: '', rate: '' })}
          onChange={vasoactives => change({ vasoactives })}
        >
          {(row, set) => (
            <>
              <Cell label={t('composer.transport.drug')} value={row.drug} onChange={drug => set({ drug })} />
              <Cell
                label={t('composer.transport.concentration')}
                value={row.concentration}
                onChange={concentration => set({ concentration })}
              />
              <Cell label={t('composer.transport.rate')} value={row.rate} onChange={rate => set({ rate })} />
            </>
          )}
        </Rows>
      </Place>
      <Rows
        label={t('composer.transport.lines')}
        rows={transport.lines}
        max={12}
        blank={() => ({ kind: '', site: '', placedAt: null, patent: true })}
        onChange={lines => change({ lines })}
      >
        {(row, set) => (
          <>
            <Cell label={t('composer.transport.kind')} value={row.kind} onChange={kind => set({ kind })} />
            <Cell label={t('composer.transport.site')} value={row.site} onChange={site => set({ site })} />
            <TimeField
              value={row.placedAt}
              onChange={placedAt => set({ placedAt })}
              aria-label={t('composer.transport.placedAt')}
            />
            <label className="choice-option">
              <input
                type="checkbox"
                checked={row.patent === true}
                onChange={event => set({ patent: event.target.checked })}
              />
              {t('composer.transport.patent')}
            </label>
          </>
        )}
      </Rows>
      <Rows
        label={t('composer.transport.infusions')}
        rows={transport.infusions}
        max={12}
        blank={() => ({ drug: '', rate: '', lastDoseAt: null })}
        onChange={infusions => change({ infusions })}
      >
        {(row, set) => (
          <>
            <Cell label={t('composer.transport.drug')} value={row.drug} onChange={drug => set({ drug })} />
            <Cell label={t('composer.transport.rate')} value={row.rate} onChange={rate => set({ rate })} />
            <TimeField
              value={row.lastDoseAt}
              onChange={lastDoseAt => set({ lastDoseAt })}
              aria-label={t('composer.transport.lastDoseAt')}
            />
          </>
        )}
      </Rows>
      <div className="referral-grid">
        {(['bleeding', 'skin', 'falls', 'restraint'] as const).map(key => (
          <Field key={key} label={t(`composer.transport.care.${key}`)}>
            <TextField
              value={transport.care[key]}
              onChange={value => change({ care: { ...transport.care, [key]: value } })}
            />
          </Field>
        ))}
      </div>
    </>
  );
}
