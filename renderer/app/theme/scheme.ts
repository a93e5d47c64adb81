import { customProperties, SCHEMES, type Scheme, TOKENS } from './tokens.ts';

const KEY = 'ganqiao.scheme';

/** The scheme chosen on this computer; before any choice, high contrast where the system asks for it, else light. */
export function storedScheme(): Scheme {
  const stored = localStorage.getItem(KEY);
  const known = SCHEMES.find(scheme => scheme === stored);
  if (known) return known;
  return window.matchMedia('(prefers-contrast: more)').matches ? 'contrast' : 'light';
}

export function storeScheme(scheme: Scheme): void {
  localStorage.setItem(KEY, scheme);
}

/** Sets the colours of the whole document; the antd theme is made of the same tokens (antd-theme.ts). */
export function applyScheme(scheme: Scheme): void {
  const root = document.documentElement;
  for (const [name, value] of Object.entries(customProperties(TOKENS[scheme]))) root.style.setProperty(name, value);
  root.style.colorScheme = scheme === 'dark' ? 'dark' : 'light';
  root.dataset.scheme = scheme;
}
