// The paper's fonts: static ones, which Chromium embeds in a PDF as TrueType (a variable one becomes drawings).
import '@fontsource/noto-sans-sc/400.css';
import '@fontsource/noto-sans-sc/700.css';
import '@fontsource/noto-serif-sc/400.css';
import '@fontsource/noto-serif-sc/700.css';
import './rare-characters.css';
