import '../without-eval.ts';
import './theme/base.css';
import '../ui/ui.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { LastResort } from '../features/unlock/last-resort.tsx';
import { Gate } from './gate.tsx';
import { useSession } from './session-store.ts';
import { applyScheme } from './theme/scheme.ts';

const { scheme, language } = useSession.getState();
applyScheme(scheme);
document.documentElement.lang = language;

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <LastResort>
      <Gate />
    </LastResort>
  </StrictMode>,
);
