import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { handbook, notShipped } from '../../../shared/clinical/handbook.ts';
import { engineVersion } from '../../../shared/clinical/score-registry.ts';
import { languageOf } from '../../../shared/i18n/i18n.ts';
import { api } from '../../app/api.ts';
import { HandbookChapter } from './handbook-chapter.tsx';
import { references } from './references.ts';
import './handbook.css';

const GENERAL = ['units', 'missing', 'nearCutoff', 'window', 'order', 'frameworks', 'marks'] as const;

/** All formulas of the engine as a book: on screen with its contents beside it, on paper from A to Z. */
export default function HandbookPage() {
  const { t, i18n } = useTranslation();
  const language = languageOf(i18n.language);
  const { scoreId } = useParams();
  const chapters = useMemo(handbook, []);
  const checks = useQuery(api.formulas.status.queryOptions());
  const show = (id: string) => document.getElementById(`chapter-${id}`)?.scrollIntoView();
  useEffect(() => {
    if (scoreId) document.getElementById(`chapter-${scoreId}`)?.scrollIntoView();
  }, [scoreId]);
  return (
    <div className="handbook" data-testid="handbook">
      <nav className="handbook-contents" aria-label={t('handbook.contents')}>
        {chapters.map(({ definition: { id, title } }) => (
          <button key={id} type="button" className="handbook-entry" onClick={() => show(id)}>
            {title[language]}
          </button>
        ))}
        <button type="button" className="handbook-entry" onClick={() => show('not-shipped')}>
          {t('handbook.notShipped.title')}
        </button>
        <button type="button" className="handbook-entry" onClick={() => show('references')}>
          {t('handbook.references')}
        </button>
      </nav>
      <article className="handbook-book">
        <header className="handbook-head">
          <h1>{t('handbook.title')}</h1>
          <Button className="handbook-print" onClick={() => window.print()} data-testid="handbook-print">
            {t('handbook.print')}
          </Button>
        </header>
        <p>{t('handbook.lead', { version: engineVersion })}</p>
        {checks.data ? (
          <p className="note">
            {t('clinical.selfCheck.passed', {
              passed: checks.data.passed,
              total: checks.data.total,
              version: checks.data.engineVersion,
            })}
          </p>
        ) : null}
        <section className="handbook-chapter">
          <h2>{t('handbook.general.title')}</h2>
          <ul>
            {GENERAL.map(rule => (
              <li key={rule}>{t(`handbook.general.${rule}`)}</li>
            ))}
          </ul>
        </section>
        {chapters.map(chapter => (
          <HandbookChapter key={chapter.definition.id} chapter={chapter} />
        ))}
        <section className="handbook-chapter" id="chapter-not-shipped">
          <h2>{t('handbook.notShipped.title')}</h2>
          <p>{t('handbook.notShipped.lead')}</p>
          <table className="handbook-table">
            <tbody>
              {notShipped.map(item => (
                <tr key={item}>
                  <th scope="row">{t(`handbook.notShipped.item.${item}.0`)}</th>
                  <td>{t(`handbook.notShipped.item.${item}.1`)}</td>
                </tr>
              ))}
            </tbody>
          </table>
          <h3>{t('handbook.wrong.title')}</h3>
          <p>{t('handbook.wrong.items')}</p>
        </section>
        <section className="handbook-chapter" id="chapter-references">
          <h2>{t('handbook.references')}</h2>
          <ol className="handbook-references">
            {references(chapters).map(({ text, doi }) => (
              <li key={`${text}${doi}`}>
                {text}
                {doi === null ? '' : `, doi:${doi}`}
              </li>
            ))}
          </ol>
        </section>
        <p className="note">{t('scores.disclaimer')}</p>
      </article>
    </div>
  );
}
