import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { scoreDefinition } from '../../../shared/clinical/score-registry.ts';
import { wallClock } from '../../../shared/records/time.ts';
import { ageText } from '../../ui/duration-text.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { useNow } from '../../ui/use-now.ts';
import { AdvicePanel } from '../advice/advice-panel.tsx';
import { useAssessments, usePatientCase } from '../patient/patient-case.ts';
import { anchorsOf, GROUP_NAMES, groupAt } from './score-groups.ts';
import { ScoreLine } from './score-line.tsx';
import { localized } from './score-wording.ts';
import '../../ui/forms.css';
import './scores.css';

const COLUMNS = ['score', 'value', 'grade', 'inputs', 'remark'] as const;
const COLUMN_CLASS = {
  score: 'score-name',
  value: 'score-value',
  grade: 'score-grade',
  inputs: 'score-times',
  remark: 'score-remarks',
} as const;

/** All scores at one sample time, one line each. */
export default function ScoresPage() {
  const { t, i18n } = useTranslation();
  const now = useNow(60_000);
  const navigate = useNavigate();
  const { patient, episode } = usePatientCase();
  const assessments = useAssessments(episode);
  const [chosen, choose] = useState<string | null>(null);
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const all = assessments.data ?? [];
  const anchors = anchorsOf(all);
  const anchor = anchors.find(each => each === chosen) ?? anchors[0];
  const disabled = all
    .filter(({ anchorAt, outcome }) => anchorAt === anchor && outcome.refused?.code === 'formula-disabled')
    .map(({ scoreId }) =>
      localized(scoreDefinition(scoreId)?.title ?? { 'zh-CN': scoreId, en: scoreId }, i18n.language),
    );
  const toggle = (scoreId: string) =>
    setOpen(new Set(open.has(scoreId) ? [...open].filter(each => each !== scoreId) : [...open, scoreId]));

  return (
    <div className="page" data-testid="scores-page">
      <div className="page-head">
        <h1>{t('scores.title')}</h1>
        {anchors.length > 0 ? (
          <label className="score-anchor">
            {t('scores.atOther')}{' '}
            <select value={anchor} onChange={event => choose(event.target.value)} data-testid="score-anchor">
              {anchors.map((each, at) => (
                <option key={each} value={each}>
                  {wallClock(each)} {at === 0 ? t('scores.latest') : ''}
                </option>
              ))}
            </select>
          </label>
        ) : null}
        {anchor === undefined ? null : (
          <span className="note">
            {t('scores.sampledAgo', { age: ageText(Date.parse(now) - Date.parse(anchor), t) })}
          </span>
        )}
        <Link className="score-handbook" to="/handbook">
          {t('scores.handbook')}
        </Link>
      </div>
      {disabled.length > 0 ? (
        <p className="score-todo" role="alert" data-testid="scores-disabled">
          {t('scores.disabledSome', { items: disabled.join(t('ui.listComma')) })}
        </p>
      ) : null}
      <ErrorNote error={assessments.error} onRetry={() => void assessments.refetch()} />
      {anchor === undefined ? (
        <EmptyState title={t(episode ? 'scores.empty' : 'patient.overview.noEpisode')}>
          <button
            type="button"
            className="quiet-button"
            onClick={() => void navigate(`/patients/${patient.id}/${episode ? 'labs' : 'episode'}`)}
            data-testid="scores-next"
          >
            {t(episode ? 'patient.overview.enterLabs' : 'patient.overview.newEpisode')}
          </button>
        </EmptyState>
      ) : (
        GROUP_NAMES.map(group => (
          <section key={group}>
            <h2 className="panel-head">{t(`scores.group.${group}`)}</h2>
            <table className="score-table">
              <thead>
                <tr>
                  {COLUMNS.map(column => (
                    <th key={column} scope="col" className={`score-head ${COLUMN_CLASS[column]}`}>
                      {t(`scores.column.${column}`)}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {groupAt(all, group, anchor).map(assessment => (
                  <ScoreLine
                    key={assessment.scoreId}
                    assessment={assessment}
                    isOpen={open.has(assessment.scoreId)}
                    onToggle={() => toggle(assessment.scoreId)}
                  />
                ))}
              </tbody>
            </table>
          </section>
        ))
      )}
      {episode ? <AdvicePanel episode={episode} now={now} detailed /> : null}
    </div>
  );
}
