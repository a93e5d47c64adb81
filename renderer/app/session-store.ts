import { create } from 'zustand';
import type { ApplicationStatus, SessionUser } from '../../shared/contract/application.ts';
import type { Language } from '../../shared/i18n/i18n.ts';
import { applyScheme, storedScheme, storeScheme } from './theme/scheme.ts';
import type { Scheme } from './theme/tokens.ts';

const LANGUAGE_KEY = 'ganqiao.language';
const SIGNED_IN_KEY = 'ganqiao.signed-in';

/** Whether somebody was signed in on this page before it was reloaded; the services decide whether they still are. */
export const wasSignedIn = (): boolean => sessionStorage.getItem(SIGNED_IN_KEY) !== null;

function rememberSignedIn(isSignedIn: boolean): void {
  if (isSignedIn) sessionStorage.setItem(SIGNED_IN_KEY, 'yes');
  else sessionStorage.removeItem(SIGNED_IN_KEY);
}

interface SessionStore {
  /** Null until the services have answered for the first time. */
  status: ApplicationStatus | null;
  user: SessionUser | null;
  language: Language;
  scheme: Scheme;
  setStatus(status: ApplicationStatus): void;
  signIn(user: SessionUser): void;
  signOut(): void;
  setTeaching(teaching: boolean): void;
  setLanguage(language: Language): void;
  setScheme(scheme: Scheme): void;
}

/** Who sits here, and how they want to see it. The only state of the program that is not asked from the services. */
export const useSession = create<SessionStore>()(set => ({
  status: null,
  user: null,
  language: localStorage.getItem(LANGUAGE_KEY) === 'en' ? 'en' : 'zh-CN',
  scheme: storedScheme(),
  setStatus: status => {
    rememberSignedIn(status.user !== null);
    set({ status, user: status.user });
  },
  signIn: user => {
    rememberSignedIn(true);
    set({ user });
  },
  signOut: () => {
    rememberSignedIn(false);
    set({ user: null });
  },
  setTeaching: teaching => set(({ status }) => ({ status: status && { ...status, teaching } })),
  setLanguage: language => {
    localStorage.setItem(LANGUAGE_KEY, language);
    document.documentElement.lang = language;
    set({ language });
  },
  setScheme: scheme => {
    storeScheme(scheme);
    applyScheme(scheme);
    set({ scheme });
  },
}));
