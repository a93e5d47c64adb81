import { create } from 'zustand';
import type { ApplicationStatus, SessionUser } from '../../shared/contract/application.ts';
import type { Language } from '../../shared/i18n/i18n.ts';
import { applyScheme, storedScheme, storeScheme } from './theme/scheme.ts';
import type { Scheme } from './theme/tokens.ts';

const LANGUAGE_KEY = 'ganqiao.language';

interface SessionStore {
  /** Null until the services have answered for the first time. */
  status: ApplicationStatus | null;
  user: SessionUser | null;
  language: Language;
  scheme: Scheme;
  setStatus(status: ApplicationStatus): void;
  signIn(user: SessionUser): void;
  signOut(): void;
  setLanguage(language: Language): void;
  setScheme(scheme: Scheme): void;
}

/** Who sits here, and how they want to see it. The only state of the program that is not asked from the services. */
export const useSession = create<SessionStore>()(set => ({
  status: null,
  user: null,
  language: localStorage.getItem(LANGUAGE_KEY) === 'en' ? 'en' : 'zh-CN',
  scheme: storedScheme(),
  setStatus: status => set({ status, user: status.user }),
  signIn: user => set({ user }),
  signOut: () => set({ user: null }),
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
