import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { gradeText, inputNames } from '../../../shared/clinical/clinical-wording.ts';
import { scoreDefinition } from '../../../shared/clinical/score-registry.ts';
import { MODEL_FILE_LIMIT, type ModelEntry, type ModelSlot } from '../../../shared/contract/formulas.ts';
import { languageOf } from '../../../shared/i18n/i18n.ts';
import { wallClock } from '../../../shared/records/time.ts';
import { api } from '../../app/api.ts';
import { may } from '../../app/menu.ts';
import { useSession } from '../../app/session-store.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { FileChoice } from '../../ui/file-choice.tsx';
import { modelRefusalText } from '../scores/score-wording.ts';

/** The slot of the early-warning model: what is installed, what is needed, and what the demonstration says of itself. */
export function ModelSection() {
  const { t } = useTranslation();
  const slot = useQuery(api.models.list.queryOptions());
  const mayInstall = may(
    useSession(session => session.user?.roles),
    'administer',
  );
  return (
    <>
      <ErrorNote error={slot.error} onRetry={() => void slot.refetch()} />
      {slot.data ? <SlotState slot={slot.data} /> : null}
      {slot.data?.files.map(file => (
        <ModelFileEntry key={file.sha256} file={file} />
      ))}
      {mayInstall ? <InstallModel /> : <p className="note">{t('settings.model.administratorOnly')}</p>}
    </>
  );
}

function SlotState({ slot }: { slot: ModelSlot }) {
  const { t } = useTranslation();
  const active = slot.files.find(({ state }) => state === 'active');
  if (active) {
    return (
      <p className="settings-good" role="status" data-testid="model-state">
        ✓ {t('settings.model.active', { version: active.version })}
      </p>
    );
  }
  const inputs = scoreDefinition('catch-life').inputs.map(({ key }) => key);
  return (
    <div className="settings-warn" role="status" data-testid="model-state">
      <p>
        <strong>{t('clinical.model.notInstalled')}</strong> {t('clinical.model.needed')}
        {slot.keyIds.length === 0
          ? ` ${t('settings.model.noKey')}`
          : ` ${t('settings.model.keys', { keys: slot.keyIds.join(', ') })}`}
      </p>
      <p>{t('clinical.model.byDoctor')}</p>
      <p className="note">{t('settings.model.inputs', { items: inputNames(inputs, t) })}</p>
    </div>
  );
}

function ModelFileEntry({ file }: { file: ModelEntry }) {
  const { t, i18n } = useTranslation();
  const language = languageOf(i18n.language);
  const isDemonstration = file.id === 'demo';
  const facts = [
    ['version', `${file.id} ${file.version}`],
    ['predicts', t('clinical.model.predicts', { outcome: file.outcome[language], days: file.horizonDays })],
    ['population', file.population],
    ['citation', file.citation],
    ['usedInputs', inputNames(file.inputs, t)],
    ['signedBy', file.keyId],
    ['sha256', file.sha256],
    ['installed', `${wallClock(file.installedAt)} ${file.installedBy}`],
  ] as const;
  return (
    <section className={isDemonstration ? 'model-file model-demonstration' : 'model-file'} data-testid="model-file">
      {isDemonstration ? <p className="model-watermark">{t('clinical.model.demonstration')}</p> : null}
      <h3>
        {file.title[language]} <span className="note">{t(`settings.model.state.${file.state}`)}</span>
      </h3>
      {file.refusal === null ? null : <p className="settings-loud">{modelRefusalText(file.refusal, '', t)}</p>}
      <dl className="fact-lines">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{t(`settings.model.fact.${name}`)}</dt>
            <dd>{value}</dd>
          </div>
        ))}
        {file.examples.length === 0 ? null : (
          <div>
            <dt>{t('settings.model.fact.examples')}</dt>
            <dd>
              {file.examples.map(({ patient, percent, grade }) => (
                <span key={patient} className="model-example">
                  {patient}:{' '}
                  {percent === null
                    ? t('clinical.refusal.missing-input')
                    : `${percent} % ${grade === null ? '' : gradeText(grade, t)}`}
                </span>
              ))}
            </dd>
          </div>
        )}
      </dl>
    </section>
  );
}

function InstallModel() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [name, setName] = useState('');
  const [isTooLarge, setTooLarge] = useState(false);
  const install = useMutation(
    api.models.install.mutationOptions({
      onSuccess: ({ slot }) => queries.setQueryData(api.models.list.queryKey(), slot),
    }),
  );
  const take = async (file: File) => {
    setName(file.name);
    setTooLarge(file.size > MODEL_FILE_LIMIT);
    install.reset();
    if (file.size > 0 && file.size <= MODEL_FILE_LIMIT) install.mutate({ text: await file.text() });
  };
  const refusal = isTooLarge ? t('settings.model.tooLarge') : refusalOf(install.data);
  function refusalOf(answer: typeof install.data): string | null {
    return answer?.refusal ? modelRefusalText(answer.refusal, answer.where, t) : null;
  }
  return (
    <>
      <ErrorNote error={install.error} />
      {refusal === null ? null : (
        <p className="settings-loud" role="alert" data-testid="model-refusal">
          {t('settings.model.refused', { name })} {refusal} {t('settings.model.refusedNext')}
        </p>
      )}
      {install.data && install.data.refusal === null ? (
        <p className="settings-good" role="status">
          ✓ {t('settings.model.accepted', { name })}
        </p>
      ) : null}
      <div>
        <FileChoice
          label={t('settings.model.install')}
          accept=".json,application/json"
          onFile={file => void take(file)}
          isPrimary
          pending={install.isPending}
          testId="model-file"
        />{' '}
        <span className="note">{t('settings.model.installHint')}</span>
      </div>
    </>
  );
}
