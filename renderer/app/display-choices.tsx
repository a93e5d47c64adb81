import { useTranslation } from 'react-i18next';
import { may } from './menu.ts';
import { useSession } from './session-store.ts';
import { TeachingSwitch } from './teaching-switch.tsx';
import { SCHEMES, type Scheme } from './theme/tokens.ts';

/** How the pages are shown: language, colours, teaching. In the bar; on a narrow screen under the user's name. */
export function DisplayChoices() {
  const { t } = useTranslation();
  const { user, language, scheme, setLanguage, setScheme } = useSession();
  return (
    <>
      <select
        className="layout-select"
        aria-label={t('app.language')}
        value={language}
        onChange={event => setLanguage(event.target.value === 'en' ? 'en' : 'zh-CN')}
        data-testid="language"
      >
        <option value="zh-CN">中文</option>
        <option value="en">English</option>
      </select>
      <select
        className="layout-select"
        aria-label={t('app.scheme')}
        value={scheme}
        onChange={event => setScheme(event.target.value as Scheme)}
        data-testid="scheme"
      >
        {SCHEMES.map(each => (
          <option key={each} value={each}>
            {t(`app.schemes.${each}`)}
          </option>
        ))}
      </select>
      {may(user?.roles, 'readClinical') ? <TeachingSwitch /> : null}
    </>
  );
}
