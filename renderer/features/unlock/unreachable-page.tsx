import { toFailure } from '../../app/failure.ts';
import { useSession } from '../../app/session-store.ts';
import { NoConnection } from '../../app/transport.ts';
import { Entrance } from './entrance.tsx';
import { unlockTexts } from './unlock-texts.ts';

/** The first call failed: the address lacks its token, or nobody is behind it. */
export function UnreachablePage({ failure, onRetry }: { failure: unknown; onRetry(): void }) {
  const { language } = useSession();
  const texts = unlockTexts(language).unreachable;
  // the status may be asked by anybody, so a refusal of it is a refusal of this page
  const refused =
    failure instanceof NoConnection
      ? failure.why === 'token-refused'
      : ['forbidden-role', 'not-signed-in'].includes(toFailure(failure).code);
  return (
    <Entrance title={refused ? texts.tokenTitle : texts.title}>
      <p role="alert">{refused ? texts.token : texts.text}</p>
      {refused ? null : (
        <button type="button" className="entrance-submit" onClick={onRetry}>
          {texts.retry}
        </button>
      )}
    </Entrance>
  );
}
