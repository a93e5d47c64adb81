import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import type { Patient } from '../../../shared/records/patient.ts';
import { groupOfField } from '../../../shared/referral/completeness.ts';
import type { DepartureRecord } from '../../../shared/referral/departure-record.ts';
import { STEPS, type Step, stepOf } from '../../../shared/referral/field-groups.ts';
import type { PacketPage, PrintPage } from '../../../shared/referral/packet-model.ts';
import type { MissingField, Referral } from '../../../shared/referral/referral.ts';
import { api } from '../../app/api.ts';
import { may } from '../../app/menu.ts';
import { useSession } from '../../app/session-store.ts';
import { useShortcuts } from '../../app/shortcuts.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { PrimaryAction } from '../../ui/primary-action.tsx';
import { fieldName } from '../../ui/referral-field-name.ts';
import { SavedMark } from '../../ui/saved-mark.tsx';
import { pathOf } from './missing-places.ts';
import { focusField } from './place.tsx';
import { PreviewChooser } from './preview-chooser.tsx';
import { lastPrintChoice } from './print-choice.ts';
import { type Correcting, sheetOf } from './record-facts.ts';
import { SignPanel } from './sign-panel.tsx';
import { StepAclf } from './step-aclf.tsx';
import { StepConsent } from './step-consent.tsx';
import { StepLetter } from './step-letter.tsx';
import { StepList } from './step-list.tsx';
import type { StepProps } from './step-props.ts';
import { StepReview } from './step-review.tsx';
import { StepTransport } from './step-transport.tsx';
import { StepWhere } from './step-where.tsx';
import { useDeparture } from './use-departure.ts';
import { useReferralForm } from './use-referral-form.ts';
import './referral-form.css';

const PacketPreview = lazy(() => import('./packet-preview.tsx'));

interface ComposerProps {
  patient: Patient;
  referral: Referral;
  onSigned(): Promise<void>;
}

const VIEWS: Readonly<Record<Step, (props: StepProps) => React.ReactNode>> = {
  where: StepWhere,
  letter: StepLetter,
  aclf: StepAclf,
  consent: StepConsent,
  transport: StepTransport,
  review: StepReview,
};

/** The page that a step is printed on. */
const PAGES: Readonly<Record<Step, PacketPage>> = {
  where: 'P1',
  letter: 'P1',
  aclf: 'P1',
  consent: 'P6',
  transport: 'P7',
  review: 'P2',
};

/** A draft or an open supplement, once its departure record has been read. */
export function Composer(props: ComposerProps) {
  const departure = useQuery(
    api.departures.get.queryOptions({ input: { referralId: props.referral.id }, staleTime: Number.POSITIVE_INFINITY }),
  );
  if (departure.error) return <ErrorNote error={departure.error} onRetry={() => void departure.refetch()} />;
  return departure.data ? <LoadedComposer {...props} record={departure.data} /> : null;
}

/** Steps with their completeness on the left, the step in the middle, the page as it will print on the right. */
function LoadedComposer({ patient, referral, onSigned, record }: ComposerProps & { record: DepartureRecord }) {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  const roles = useSession(session => session.user?.roles);
  const { draft, form, change, store, latest, isStoring, error } = useReferralForm(referral);
  const departure = useDeparture(record);
  const present = useQuery(api.referrals.get.queryOptions({ input: { id: referral.id }, initialData: referral }));
  const wards = useQuery(api.wards.list.queryOptions());
  const prefill = useQuery(api.referrals.prefill.queryOptions({ input: { id: referral.id } }));
  const language = i18n.language === 'en' ? 'en' : 'zh';
  const [params] = useSearchParams();
  const asked = params.get('field') ?? '';
  const group = groupOfField(asked);
  const [step, setStep] = useState<Step>(group === null ? 'where' : stepOf(group));
  const [paper, setPaper] = useState(lastPrintChoice);
  const [page, setPage] = useState<PrintPage | null>(null);
  const [correcting, setCorrecting] = useState<Correcting | null>(null);
  const preview = useQuery(
    api.packet.preview.queryOptions({
      input: { id: referral.id, pages: [PAGES[step]], language, draft: true },
      placeholderData: last => last,
    }),
  );
  const [isSigning, setSigning] = useState(false);
  // Labs or findings recorded meanwhile may have answered something: the newer answer of the two stands.
  const newest = present.data.version >= latest.version ? present.data : latest;
  const { missing } = newest;
  const ward = wards.data?.find(each => each.id === form.wardId);
  const always = missing.filter(each => each.always);

  const top = useRef<HTMLElement>(null);
  const open = (wanted: Step) => {
    setStep(wanted);
    requestAnimationFrame(() => top.current?.scrollIntoView({ block: 'start' }));
  };
  const goTo = (item: MissingField) => {
    // What belongs to the person or the course is filled in here, in its own sheet; the rest has its page.
    const sheet = item.where === 'patient' || item.where === 'episode' ? sheetOf(item.group) : null;
    if (sheet !== null) {
      setStep(stepOf(item.group));
      setCorrecting({ edit: sheet, group: item.group });
      requestAnimationFrame(() => document.querySelector('.record-correction')?.scrollIntoView({ block: 'center' }));
      return;
    }
    const path = pathOf(item, patient.id);
    if (path !== null) {
      void navigate(path);
      return;
    }
    setStep(stepOf(item.group));
    requestAnimationFrame(() => focusField(item.field)); // after the step is on screen
  };
  const nextMissing = () => {
    const own = missing.filter(({ where }) => where === 'referral');
    const at = own.findIndex(({ field }) => document.activeElement?.closest(`[data-field="${field}"]`));
    const next = own[(at + 1) % Math.max(1, own.length)];
    if (next) goTo(next);
    else open('review');
  };
  useShortcuts([{ keys: 'F8', label: t('composer.nextMissing'), run: nextMissing }]);
  const isReady = draft.ready && departure.draft.ready;
  useEffect(() => {
    if (isReady && group !== null) requestAnimationFrame(() => focusField(asked));
  }, [isReady, group, asked]);
  if (!isReady) return null;

  const View = VIEWS[step];
  const following = STEPS[STEPS.indexOf(step) + 1];
  const storeAll = async () => ((await departure.store()) === null ? null : store());
  const saved = (
    <SavedMark
      savedAt={latestOf(draft.savedAt, departure.draft.savedAt)}
      saving={draft.saving || isStoring || departure.draft.saving || departure.isStoring}
      error={draft.error ?? departure.draft.error}
    />
  );
  return (
    <>
      {referral.supplementForm === null ? null : (
        <p className="question supplement-banner" data-testid="supplement-banner">
          {t('composer.supplement.banner', { n: referral.supplement + 1, number: referral.number ?? '' })}
        </p>
      )}
      <div className="referral-split">
        <StepList referral={newest} step={step} onStep={open} onField={goTo} />
        <section
          ref={top}
          className="referral-form"
          aria-label={t(`composer.step.${step}`)}
          data-testid="referral-step"
        >
          <View
            patient={patient}
            referral={newest}
            form={form}
            onChange={change}
            departure={departure}
            model={preview.data?.model ?? null}
            prefill={prefill.data ?? null}
            correcting={correcting}
            onCorrect={setCorrecting}
          />
          <ErrorNote error={departure.error} />
          {following === undefined ? null : (
            <p>
              <button type="button" className="quiet-button" onClick={() => open(following)} data-testid="next-step">
                {t('composer.next', { step: t(`composer.step.${following}`) })} →
              </button>
            </p>
          )}
        </section>
        <aside className="referral-preview">
          <p className="note">
            {step === 'review' ? '' : `${PAGES[step]} ${t(`packet.page.${PAGES[step]}`)} · `}
            {t('referral.previewDraft')}
          </p>
          {step === 'review' ? (
            <PreviewChooser
              size={paper.size}
              page={page}
              onPage={setPage}
              onSize={size => setPaper({ ...paper, size })}
            />
          ) : null}
          <Suspense fallback={<div />}>
            <PacketPreview
              referralId={referral.id}
              isDraft
              {...(step === 'review'
                ? { language: paper.language, size: paper.size, pages: page === null ? paper.pages : [page] }
                : { language, pages: [PAGES[step]] })}
            />
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
          store={storeAll}
          onSigned={async () => {
            await Promise.all([draft.discard(), departure.draft.discard()]).catch(() => undefined);
            await onSigned();
          }}
          onCancel={() => setSigning(false)}
        />
      ) : may(roles, 'sign') ? (
        <PrimaryAction
          label={t('referral.sign.open')}
          onRun={() => {
            void storeAll();
            setSigning(true);
          }}
          missing={missing.map(each => fieldName(each.field, t))}
          error={error}
          beside={
            <>
              {saved}
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
          {saved}
          <span>{t('referral.sign.notPhysician')}</span>
        </div>
      )}
    </>
  );
}

const latestOf = (one: string | null, two: string | null): string | null =>
  one === null || (two !== null && Date.parse(two) > Date.parse(one)) ? two : one;
