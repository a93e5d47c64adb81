import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Translate } from '../../../shared/i18n/i18n.ts';
import type { News } from '../../../shared/referral/ward-answer.ts';
import { api } from '../../app/api.ts';
import { businessText, reasonText } from '../../ui/delivery-wording.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { useNews } from './use-news.ts';
import './answers.css';

/** Lines in sight before the rest is folded. */
const SHOWN = 3;

/** What nobody has taken note of, above every page until somebody does; a decision is made on the referral itself. */
export function NewsBar() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const news = useNews(true);
  const acknowledge = useMutation(
    api.answers.acknowledge.mutationOptions({
      onSuccess: left => queries.setQueryData(api.answers.news.queryKey(), left),
    }),
  );
  if (!news || news.length === 0) return null;
  const shown = isOpen ? news : news.slice(0, SHOWN);
  return (
    <section className="news-bar" aria-label={t('answers.news.label')} aria-live="polite" data-testid="news-bar">
      <ul>
        {shown.map(each => (
          <li key={each.referralId} className={`news-${each.kind}`} data-testid="news" data-kind={each.kind}>
            <span className="news-text" role={each.kind === 'alarm' ? 'alert' : undefined}>
              {newsText(each, t)}
              {each.count > 1 ? ` ${t('answers.news.more', { count: each.count - 1 })}` : ''}
            </span>
            <Link
              className="quiet-button"
              to={each.receivedId === null ? `/patients/${each.patientId}/referral` : `/reader/${each.receivedId}`}
              data-testid="news-open"
            >
              {t('answers.news.open')}
            </Link>
            {each.kind === 'answer' || each.kind === 'message' ? (
              <button
                type="button"
                className="quiet-button"
                disabled={acknowledge.isPending}
                onClick={() => acknowledge.mutate({ referralId: each.referralId })}
                data-testid="news-acknowledge"
              >
                {t('answers.acknowledge')}
              </button>
            ) : null}
          </li>
        ))}
      </ul>
      {news.length > SHOWN ? (
        <button type="button" className="quiet-button" onClick={() => setOpen(!isOpen)} data-testid="news-more">
          {isOpen ? t('answers.news.hide') : t('answers.news.rest', { count: news.length - SHOWN })}
        </button>
      ) : null}
      <ErrorNote error={acknowledge.error} />
    </section>
  );
}

function newsText({ kind, patientName, number, what, phone, receivedId }: News, t: Translate): string {
  const name = patientName || number;
  switch (kind) {
    case 'alarm':
      return t(receivedId === null ? 'answers.news.alarm' : 'answers.news.alarmReceived', {
        name,
        phone,
        state: businessText(what, t),
      });
    case 'refused':
      return t('answers.news.refused', { name, reason: reasonText(what, t) });
    case 'answer':
      return t('answers.news.answer', { name, state: businessText(what, t) });
    case 'question':
    case 'difference':
    case 'message':
      return t(`answers.news.${kind}`, { name });
  }
}
