import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { fillTransport } from '../../../shared/referral/transport-defaults.ts';
import {
  blankVitalSigns,
  CARRIED_ITEMS,
  Escort,
  oxygenShortfall,
  PRECAUTIONS,
  SEROLOGIES,
  Serology,
  TransportGrade,
  TransportMode,
  type TransportRecord,
} from '../../../shared/referral/transport-record.ts';
import { CheckList } from '../../ui/check-list.tsx';
import { Choice } from '../../ui/choice.tsx';
import { Field } from '../../ui/field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { TimeField } from '../../ui/time-field.tsx';
import { EtaTold } from './eta-told.tsx';
import { NumberField } from './number-field.tsx';
import { Place } from './place.tsx';
import { Rows } from './rows.tsx';
import type { StepProps } from './step-props.ts';
import { Cell, type TransportPartProps } from './transport-part.tsx';
import { TransportTreatments } from './transport-treatments.tsx';
import { VitalsFields } from './vitals-fields.tsx';
import './step-transport.css';

/** The transport record (groups 44–59): due at departure and handover, written before and after signing. */
export function StepTransport({ referral, departure, model }: Pick<StepProps, 'referral' | 'departure' | 'model'>) {
  const { t } = useTranslation();
  const { transport } = departure.form;
  const change = (part: Partial<TransportRecord>) => departure.change({ transport: { ...transport, ...part } });
  return (
    <>
      <p>
        <Button
          disabled={model === null}
          onClick={() => model && departure.change({ transport: fillTransport(transport, model) })}
          data-testid="transport-fill"
        >
          {t('composer.transport.fill')}
        </Button>{' '}
        <span className="note">{t('composer.transport.fillHint')}</span>
      </p>
      <Journey transport={transport} change={change} told={<EtaTold referralId={referral.id} eta={transport.eta} />} />
      <Place name="escorts">
        <Rows
          label={t('composer.transport.escorts')}
          hint={t('composer.transport.escortHint')}
          rows={transport.escorts}
          max={6}
          blank={() => ({ name: '', role: 'nurse' as const, qualification: '', phone: '', criticalCare: true })}
          onChange={escorts => change({ escorts })}
          testId="escorts"
        >
          {(row, set) => (
            <>
              <select
                className="text-field narrow"
                value={row.role}
                aria-label={t('composer.consent.role')}
                onChange={event => set({ role: Escort.shape.role.parse(event.target.value) })}
              >
                {Escort.shape.role.options.map(role => (
                  <option key={role} value={role}>
                    {t(`composer.transport.role.${role}`)}
                  </option>
                ))}
              </select>
              <Cell label={t('composer.transport.name')} value={row.name} onChange={name => set({ name })} />
              <Cell
                label={t('composer.transport.qualification')}
                value={row.qualification}
                onChange={qualification => set({ qualification })}
              />
              <Cell label={t('composer.transport.phone')} value={row.phone} onChange={phone => set({ phone })} />
              <label className="choice-option">
                <input
                  type="checkbox"
                  checked={row.criticalCare}
                  onChange={event => set({ criticalCare: event.target.checked })}
                />
                {t('composer.transport.criticalCare')}
              </label>
            </>
          )}
        </Rows>
      </Place>
      <Place name="departureVitals">
        <h3 className="panel-head">{t('composer.transport.departureVitals')}</h3>
        <VitalsFields
          vitals={transport.departureVitals}
          onChange={part => change({ departureVitals: { ...transport.departureVitals, ...part } })}
        />
      </Place>
      <TransportTreatments transport={transport} change={change} />
      <Isolation transport={transport} change={change} />
      <Place name="enRoute">
        <Rows
          label={t('composer.transport.enRoute')}
          rows={transport.enRoute}
          max={40}
          blank={blankVitalSigns}
          onChange={enRoute => change({ enRoute })}
          testId="en-route"
        >
          {(row, set) => <VitalsFields vitals={row} onChange={set} />}
        </Rows>
      </Place>
      <Field label={t('composer.transport.events')}>
        <TextField value={transport.events} onChange={events => change({ events })} lines={2} />
      </Field>
      <Place name="handover">
        <h3 className="panel-head">{t('composer.transport.handover')}</h3>
        <div className="referral-grid">
          <Field label={t('composer.transport.handoverAt')}>
            <TimeField
              value={transport.handover.at}
              onChange={at => change({ handover: { ...transport.handover, at } })}
            />
          </Field>
          {(['handedBy', 'receivedBy'] as const).map(key => (
            <Field key={key} label={t(`composer.transport.${key}`)}>
              <TextField
                value={transport.handover[key]}
                onChange={value => change({ handover: { ...transport.handover, [key]: value } })}
              />
            </Field>
          ))}
        </div>
      </Place>
    </>
  );
}

function Journey({ transport, change, told }: TransportPartProps & { told: React.ReactNode }) {
  const { t } = useTranslation();
  const { supplies } = transport;
  const short = oxygenShortfall(transport);
  const supply = (part: Partial<TransportRecord['supplies']>) => change({ supplies: { ...supplies, ...part } });
  return (
    <>
      <Place name="transportGrade">
        <Field label={t('composer.transport.grade')} group>
          <Choice
            value={transport.grade}
            options={TransportGrade.options.map(value => ({ value, label: t(`composer.transport.grades.${value}`) }))}
            onChange={grade => change({ grade })}
            testId="transport-grade"
          />
        </Field>
      </Place>
      <Place name="transportMode">
        <Field label={t('composer.transport.mode')} group>
          <Choice
            value={transport.mode}
            options={TransportMode.options.map(value => ({ value, label: t(`composer.transport.modes.${value}`) }))}
            onChange={mode => change({ mode })}
            testId="transport-mode"
          />
        </Field>
        <div className="referral-grid">
          <Field label={t('composer.transport.plate')}>
            <TextField value={transport.plate} onChange={plate => change({ plate })} testId="transport-plate" />
          </Field>
          <div data-field="eta">
            <Field label={t('composer.transport.eta')}>
              <TimeField value={transport.eta} onChange={eta => change({ eta })} />
            </Field>
          </div>
          <NumberField
            label={t('composer.transport.distance')}
            value={transport.distanceKm}
            low={0}
            high={5000}
            onChange={distanceKm => change({ distanceKm })}
          />
          <Field label={t('composer.transport.route')}>
            <TextField value={transport.route} onChange={route => change({ route })} />
          </Field>
        </div>
        {told}
      </Place>
      <Place name="supplies">
        <h3 className="panel-head">{t('composer.transport.supplies')}</h3>
        <div className="referral-grid">
          <NumberField
            label={t('composer.transport.journeyMinutes')}
            value={supplies.journeyMinutes}
            low={0}
            high={10_000}
            onChange={journeyMinutes => supply({ journeyMinutes })}
            testId="journey-minutes"
          />
          <NumberField
            label={t('composer.transport.oxygenMinutes')}
            value={supplies.oxygenMinutes}
            low={0}
            high={10_000}
            onChange={oxygenMinutes => supply({ oxygenMinutes })}
            testId="oxygen-minutes"
          />
          <Field label={t('composer.transport.bloodProducts')}>
            <TextField value={supplies.bloodProducts} onChange={bloodProducts => supply({ bloodProducts })} />
          </Field>
          <Field label={t('composer.transport.medicines')}>
            <TextField value={supplies.medicines} onChange={medicines => supply({ medicines })} />
          </Field>
        </div>
        {short === null ? null : short === 0 ? (
          <p className="note">{t('composer.transport.enough')}</p>
        ) : (
          <p className="question" role="alert" data-testid="oxygen-short">
            {t('composer.transport.short', { journey: supplies.journeyMinutes, short })}
          </p>
        )}
      </Place>
    </>
  );
}

function Isolation({ transport, change }: TransportPartProps) {
  const { t } = useTranslation();
  const { isolation, carried } = transport;
  return (
    <>
      <Place name="isolation">
        <Field label={t('composer.transport.isolation')} group>
          <CheckList
            values={isolation.precautions}
            options={PRECAUTIONS.map(value => ({ value, label: t(`composer.transport.precaution.${value}`) }))}
            onChange={precautions => change({ isolation: { ...isolation, precautions } })}
            testId="precautions"
          />
        </Field>
        <div className="serologies">
          {SEROLOGIES.map(key => (
            <Field key={key} label={t(`composer.transport.serology.${key}`)} group>
              <Choice
                value={isolation[key]}
                options={Serology.options.map(value => ({ value, label: t(`composer.transport.result.${value}`) }))}
                onChange={value => change({ isolation: { ...isolation, [key]: value } })}
                testId={`serology-${key}`}
              />
            </Field>
          ))}
        </div>
      </Place>
      <Place name="carried">
        <Field label={t('composer.transport.carried')} group>
          <CheckList
            values={carried.items}
            options={CARRIED_ITEMS.map(value => ({ value, label: t(`composer.transport.item.${value}`) }))}
            onChange={items => change({ carried: { ...carried, items } })}
            testId="carried"
          />
        </Field>
        <Field label={t('composer.transport.carriedText')}>
          <TextField value={carried.text} onChange={text => change({ carried: { ...carried, text } })} />
        </Field>
      </Place>
    </>
  );
}
