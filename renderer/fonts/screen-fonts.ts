// The screen's Chinese font, in some hundred files by character range: the browser fetches what the text needs.
import '@fontsource-variable/noto-sans-sc';
import './rare-characters.css';
