import type { ReactNode } from 'react';
import type { Language } from '../../../shared/i18n/i18n.ts';
import { useSession } from '../../app/session-store.ts';
import { fill, unlockTexts } from './unlock-texts.ts';
import './entrance.css';

const LANGUAGE_NAMES: readonly [Language, string][] = [
  ['zh-CN', '中文'],
  ['en', 'English'],
];

/** Each language by its own name, whatever the screen's language is. */
export function LanguageSwitch() {
  const { language, setLanguage } = useSession();
  return (
    <fieldset className="language-switch" aria-label={unlockTexts(language).language}>
      {LANGUAGE_NAMES.map(([each, name]) => (
        <button
          key={each}
          type="button"
          className="quiet-button"
          lang={each}
          aria-pressed={each === language}
          onClick={() => setLanguage(each)}
        >
          {name}
        </button>
      ))}
    </fieldset>
  );
}

/** The frame of every screen before sign-in: the hospital on the left, what is asked on the right. */
export function Entrance({ title, children }: { title: string; children: ReactNode }) {
  const { status, language } = useSession();
  const texts = unlockTexts(language);
  return (
    <div className="entrance">
      {status?.training ? (
        <p className="entrance-training" data-testid="training-mark">
          {texts.training}
        </p>
      ) : null}
      <header className="entrance-head">
        <span className="entrance-product">{texts.product}</span>
        <LanguageSwitch />
      </header>
      <main className="entrance-body">
        <p className="entrance-facility">{status?.facilityName ?? '\u00a0'}</p>
        <h1>{title}</h1>
        {children}
      </main>
      <footer className="entrance-foot note">{status ? fill(texts.version, { version: status.version }) : null}</footer>
    </div>
  );
}

interface FailureTextProps {
  failure: { what: string; next: string } | null;
}

export function EntranceFailure({ failure }: FailureTextProps) {
  if (!failure) return null;
  return (
    <div className="error-note" role="alert" data-testid="error-note">
      <span className="error-note-mark" aria-hidden="true">
        !
      </span>
      <span>
        <strong>{failure.what}</strong> {failure.next}
      </span>
    </div>
  );
}
