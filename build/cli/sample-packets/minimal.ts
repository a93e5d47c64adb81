import { SHARING_TEXT_VERSION } from '../../../shared/referral/form.ts';
import { finish } from './from-record.ts';
import { idMaker } from './record-rows.ts';

/** An unnamed patient sent within minutes: the emergency minimum, no laboratory values yet. */
export function minimal(): unknown {
  const id = idMaker();
  return finish({
    id,
    signedHours: 0.4,
    patient: {
      name: '无名氏',
      sex: 'male',
      estimatedAge: { years: 50, on: '2026-11-21' },
      ageYears: 50,
      identity: { kind: 'none', number: '' },
      identityStatus: 'unknown',
    },
    episode: {
      aetiologies: ['other'],
      cirrhosis: { state: 'unknown', basis: [] },
      decompensated: 'unknown',
      cholestatic: 'unknown',
      acutePresentation: [],
      precipitants: [],
      antiviral: { drug: '', startedOn: null, stoppedOn: null },
    },
    findings: [],
    observations: [],
    treatments: [],
    form: {
      urgency: 'now',
      impression: { text: '黄疸、呕血待查，肝衰竭可能', icd10: '' },
      sharing: {
        ...{ care: 'not-asked', registry: 'not-asked', emergencyBasis: 'unconscious-no-relative' },
        ...{ signer: '', relation: '', at: null, textVersion: SHARING_TEXT_VERSION },
      },
    },
    incompleteReason: '患者呕血、昏迷，须立即转运',
  });
}
