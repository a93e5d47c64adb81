import { createI18n } from '../../shared/i18n/i18n.ts';
import { useSession } from './session-store.ts';

/** The translator of the screen; it follows the language of the session store. */
export const translator = createI18n(useSession.getState().language);

useSession.subscribe(({ language }) => {
  if (translator.language !== language) void translator.changeLanguage(language);
});
