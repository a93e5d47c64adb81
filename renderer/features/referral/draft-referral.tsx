import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Patient } from '../../../shared/records/patient.ts';
import type { Referral } from '../../../shared/referral/referral.ts';
import { api } from '../../app/api.ts';
import { may } from '../../app/menu.ts';
import { useSession } from '../../app/session-store.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { PrimaryAction } from '../../ui/primary-action.tsx';
import { SavedMark } from '../../ui/saved-mark.tsx';
import { Completeness, fieldName } from './completeness.tsx';
import { ReferralForm } from './referral-form.tsx';
import { SignPanel } from './sign-panel.tsx';
import { useReferralForm } from './use-referral-form.ts';

const PacketPreview = lazy(() => import('./packet-preview.tsx'));

interface DraftReferralProps {
  patient: Patient;
  referral: Referral;
  onSigned(): Promise<void>;
}

/** What the record filled in when the draft was made: shown as such until it is changed. */
const FILLED = ['treatmentSoFar', 'bloodProducts', 'presentState'] as const;

/** An unsigned referral: completeness left, the form, the page as it will print right, signing at the foot. */
export function DraftReferral({ patient, referral, onSigned }: DraftReferralProps) {
  const { t, i18n } = useTranslation();
  const roles = useSession(session => session.user?.roles);
  const { draft, form, change, store, latest, isStoring, error } = useReferralForm(referral);
  const present = useQuery(api.referrals.get.queryOptions({ input: { id: referral.id }, initialData: referral }));
  const wards = useQuery(api.wards.list.queryOptions());
  const [isSigning, setSigning] = useState(false);
  const [filledText] = useState(() =>
    referral.version === 1 ? FILLED.map(name => [name, referral.form[name]] as const) : [],
  );
  if (!draft.ready) return null;
  // Labs or findings recorded meanwhile may have answered something: the newer answer of the two stands.
  const newest = present.data.version >= latest.version ? present.data : latest;
  const { missing } = newest;
  const prefilled = new Set(
    filledText.filter(([name, text]) => text !== '' && form[name] === text).map(([name]) => name),
  );
  const ward = wards.data?.find(each => each.id === form.wardId);
  const maySign = may(roles, 'sign');
  const always = missing.filter(each => each.always);

  return (
    <>
      <div className="referral-split">
        <Completeness missing={missing} patientId={patient.id} />
        <ReferralForm episodeId={referral.episodeId} form={form} onChange={change} prefilled={prefilled} />
        <aside className="referral-preview">
          <p className="note">
            {t('referral.preview')} · {t('referral.previewDraft')}
          </p>
          <Suspense fallback={<div />}>
            <PacketPreview referralId={referral.id} language={i18n.language === 'en' ? 'en' : 'zh'} />
          </Suspense>
        </aside>
      </div>
      {isSigning ? (
        <SignPanel
          referralId={referral.id}
          form={form}
          missing={missing}
          patientName={patient.name}
          wardName={ward ? `${ward.facilityName} ${ward.wardName}` : ''}
          store={store}
          onSigned={async () => {
            await draft.discard().catch(() => undefined);
            await onSigned();
          }}
          onCancel={() => setSigning(false)}
        />
      ) : maySign ? (
        <PrimaryAction
          label={t('referral.sign.open')}
          onRun={() => {
            void store();
            setSigning(true);
          }}
          missing={missing.map(each => fieldName(each.field, t))}
          error={error}
          beside={
            <>
              <SavedMark savedAt={draft.savedAt} saving={draft.saving || isStoring} error={draft.error} />
              {missing.length > 0 && always.length === 0 ? (
                <button
                  type="button"
                  className="quiet-button"
                  onClick={() => setSigning(true)}
                  data-testid="send-incomplete"
                >
                  {t('referral.sign.incomplete')}
                </button>
              ) : null}
              {always.length > 0 ? (
                <span className="note">
                  {t('referral.sign.blockedAlways', {
                    items: always.map(each => fieldName(each.field, t)).join(t('ui.listComma')),
                  })}
                </span>
              ) : null}
            </>
          }
          testId="open-sign"
        />
      ) : (
        <div className="primary-action">
          <ErrorNote error={error} />
          <SavedMark savedAt={draft.savedAt} saving={draft.saving || isStoring} error={draft.error} />
          <span>{t('referral.sign.notPhysician')}</span>
        </div>
      )}
    </>
  );
}
