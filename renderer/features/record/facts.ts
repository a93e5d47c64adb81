import type { Revealable } from '../../../shared/contract/clinical.ts';
import type { Translate } from '../../../shared/i18n/i18n.ts';
import type { EpisodeFields } from '../../../shared/records/episode.ts';
import { maskIdentity, maskPhone } from '../../../shared/records/masking.ts';
import type { PatientFields } from '../../../shared/records/patient.ts';
import { wallClock } from '../../../shared/records/time.ts';

/** One fact as the record names it. */
export interface Fact {
  readonly label: string;
  /** Empty where nobody filled it in. */
  readonly text: string;
  /** What is shown instead of a number that is not to be read over a shoulder. */
  readonly masked?: string;
  /** Under which name it may be asked for in clear. */
  readonly reveal?: Revealable;
}

const fact = (label: string, text: string | null | undefined): Fact => ({ label, text: text ?? '' });
const maskedFact = (label: string, text: string, mask: (text: string) => string, reveal?: Revealable): Fact => ({
  ...fact(label, text),
  ...(text === '' ? {} : { masked: mask(text) }),
  ...(reveal === undefined ? {} : { reveal }),
});

/** What is known of the person, in the order of the form; numbers masked. */
export function patientFacts(fields: PatientFields, t: Translate, language: string): Fact[] {
  const { identity, hospitalNumbers, contact, estimatedAge, allergy, nationality } = fields;
  const country = new Intl.DisplayNames(language, { type: 'region' });
  const name = (field: Parameters<typeof fieldName>[1]) => fieldName(t, field);
  return [
    fact(name('name'), fields.name),
    fact(name('sex'), t(`patient.sex.${fields.sex}`)),
    fact(name('birthDate'), fields.birthDate),
    fact(name('estimatedAge'), estimatedAge ? `${estimatedAge.years} (${estimatedAge.on})` : ''),
    fact(name('identityKind'), t(`patient.identityKind.${identity.kind}`)),
    maskedFact(name('identityNumber'), identity.number, maskIdentity, 'identity'),
    fact(name('identityStatus'), t(`patient.identityStatus.${fields.identityStatus}`)),
    fact(name('inpatient'), hospitalNumbers.inpatient),
    fact(name('outpatient'), hospitalNumbers.outpatient),
    fact(name('record'), hospitalNumbers.record),
    maskedFact(name('phone'), fields.phone, maskPhone, 'phone'),
    fact(name('contactName'), contact.name),
    fact(name('contactRelation'), contact.relation),
    maskedFact(name('contactPhone'), contact.phone, maskPhone),
    fact(name('region'), fields.region && t(`codes.region.r${fields.region}`)),
    fact(name('address'), fields.address),
    fact(name('registeredRegion'), fields.registeredRegion && t(`codes.region.r${fields.registeredRegion}`)),
    fact(name('registeredAddress'), fields.registeredAddress),
    fact(name('insurance'), fields.insurance && t(`patient.insurance.${fields.insurance}`)),
    maskedFact(name('insuranceNumber'), fields.insuranceNumber, maskIdentity),
    fact(name('remoteInsurance'), fields.remoteInsurance && t(`patient.remoteInsurance.${fields.remoteInsurance}`)),
    fact(name('ethnicity'), fields.ethnicity && t(`codes.ethnic.e${fields.ethnicity}`)),
    fact(name('nationality'), nationality && (country.of(nationality) ?? nationality)),
    fact(name('maritalStatus'), fields.maritalStatus && t(`patient.marital.${fields.maritalStatus}`)),
    fact(name('occupation'), fields.occupation && t(`patient.occupation.${fields.occupation}`)),
    fact(name('languageNeeds'), fields.languageNeeds),
    fact(name('allergy'), `${t(`patient.allergy.${allergy.state}`)} ${allergy.text}`.trim()),
  ];
}

type PatientFieldName =
  | 'name'
  | 'sex'
  | 'birthDate'
  | 'estimatedAge'
  | 'identityKind'
  | 'identityNumber'
  | 'identityStatus'
  | 'inpatient'
  | 'outpatient'
  | 'record'
  | 'phone'
  | 'contactName'
  | 'contactRelation'
  | 'contactPhone'
  | 'region'
  | 'address'
  | 'registeredRegion'
  | 'registeredAddress'
  | 'insurance'
  | 'insuranceNumber'
  | 'remoteInsurance'
  | 'ethnicity'
  | 'nationality'
  | 'maritalStatus'
  | 'occupation'
  | 'languageNeeds'
  | 'allergy';
const fieldName = (t: Translate, field: PatientFieldName): string => t(`patient.field.${field}`);

/** What the episode says, in the order of its form. */
export function episodeFacts(fields: EpisodeFields, t: Translate): Fact[] {
  const { cirrhosis, antiviral } = fields;
  const list = (texts: readonly string[]) => texts.join(t('ui.listComma'));
  const basis = list(cirrhosis.basis.map(each => t(`episode.basis.${each}`)));
  const cirrhosisState = t(`episode.tristate.${cirrhosis.state}`);
  return [
    fact(t('episode.field.firstPresentationAt'), wallClock(fields.firstPresentationAt)),
    fact(t('episode.field.firstPresentationSource'), t(`episode.source.${fields.firstPresentationSource}`)),
    fact(t('episode.field.encounter'), t(`episode.encounter.${fields.encounter}`)),
    fact(t('episode.field.aetiologies'), list(fields.aetiologies.map(each => t(`episode.aetiology.${each}`)))),
    fact(t('episode.field.aetiologyText'), fields.aetiologyText),
    fact(t('episode.field.cirrhosis'), basis === '' ? cirrhosisState : `${cirrhosisState} (${basis})`),
    fact(t('episode.field.decompensated'), t(`episode.tristate.${fields.decompensated}`)),
    fact(t('episode.field.cholestatic'), t(`episode.tristate.${fields.cholestatic}`)),
    fact(
      t('episode.field.acutePresentation'),
      list(fields.acutePresentation.map(each => t(`episode.acutePresentation.${each}`))),
    ),
    fact(t('episode.field.precipitants'), list(fields.precipitants.map(each => t(`episode.precipitant.${each}`)))),
    fact(t('episode.field.antiviralDrug'), antiviral.drug),
    fact(t('episode.field.antiviralStart'), antiviral.startedOn),
    fact(t('episode.field.antiviralStop'), antiviral.stoppedOn),
  ];
}

/** A fact that is not what it was. */
export interface FactChange {
  readonly label: string;
  readonly from: string;
  readonly to: string;
}

/** What differs between two versions of the same facts, as it may be shown. */
export function changedFacts(before: readonly Fact[], after: readonly Fact[]): FactChange[] {
  return after.flatMap(({ label, text, masked }) => {
    const old = before.find(each => each.label === label);
    const from = old?.text ?? '';
    return from === text ? [] : [{ label, from: old?.masked ?? from, to: masked ?? text }];
  });
}
