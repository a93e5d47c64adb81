import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { type Failure, toFailure } from '../app/failure.ts';

/** What happened and what to do next, in the language of the screen. */
export function failureText(failure: Failure, t: TFunction): { what: string; next: string } {
  if (failure.code === 'no-answer') return { what: t('ui.noAnswer.what'), next: t('ui.noAnswer.next') };
  const wait = failure.seconds === null ? '' : t('ui.waitSeconds', { seconds: Math.ceil(failure.seconds) });
  return { what: t(`errors.${failure.code}.what`), next: `${t(`errors.${failure.code}.next`)}${wait}` };
}

interface ErrorNoteProps {
  /** Any rejected call; nothing is shown for null. */
  error: unknown;
  /** Names of the fields that a refusal may point at, by their path in the input (`facility.phone`). */
  fieldNames?: Record<string, string>;
  onRetry?(): void;
}

/** A failure where it belongs: beside what was tried. It stays until the next try. */
export function ErrorNote({ error, fieldNames = {}, onRetry }: ErrorNoteProps) {
  const { t } = useTranslation();
  if (error === null || error === undefined) return null;
  const failure = toFailure(error);
  const { what, next } = failureText(failure, t);
  const fields = failure.fields.flatMap(path => fieldNames[path] ?? []);
  return (
    <div className="error-note" role="alert" data-testid="error-note" data-code={failure.code}>
      <span className="error-note-mark" aria-hidden="true">
        !
      </span>
      <span>
        <strong>{what}</strong> {next}
        {fields.length > 0 ? <span className="error-note-fields"> {fields.join(t('ui.listComma'))}</span> : null}
        {onRetry ? (
          <button type="button" className="quiet-button" onClick={onRetry}>
            {t('ui.retry')}
          </button>
        ) : null}
      </span>
    </div>
  );
}
