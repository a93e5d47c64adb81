import { Component, type ReactNode } from 'react';
import { useSession } from '../../app/session-store.ts';
import { Entrance } from './entrance.tsx';
import { unlockTexts } from './unlock-texts.ts';

function BrokenPage() {
  const { language } = useSession();
  const texts = unlockTexts(language).unreachable;
  return (
    <Entrance title={texts.brokenTitle}>
      <p role="alert">{texts.broken}</p>
      <button type="button" className="entrance-submit" onClick={() => location.reload()}>
        {texts.reload}
      </button>
    </Entrance>
  );
}

/** Catches what no page has caught, so that the window never stays empty. The cause is not shown: it may hold data. */
export class LastResort extends Component<{ children: ReactNode }, { isBroken: boolean }> {
  override state = { isBroken: false };

  static getDerivedStateFromError() {
    return { isBroken: true };
  }

  override render() {
    return this.state.isBroken ? <BrokenPage /> : this.props.children;
  }
}
