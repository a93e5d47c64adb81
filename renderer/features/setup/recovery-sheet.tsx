import QRCode from 'qrcode';
import { useMemo } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import type { Facility } from '../../../shared/records/facility.ts';
import { wallClock } from '../../../shared/records/time.ts';

/** Squares of a QR code as one path, in modules. */
function qrPath(text: string): { path: string; size: number } {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: 'M' });
  let path = '';
  for (let row = 0; row < modules.size; row++) {
    for (let column = 0; column < modules.size; column++) {
      if (modules.get(row, column)) path += `M${column} ${row}h1v1h-1z`;
    }
  }
  return { path, size: modules.size };
}

interface RecoverySheetProps {
  groups: readonly string[];
  facility: Pick<Facility, 'name' | 'workstation'>;
}

/** The A4 page for the safe; on paper only, the screen shows the step instead. */
export function RecoverySheet({ groups, facility }: RecoverySheetProps) {
  const { t } = useTranslation();
  const { path, size } = useMemo(() => qrPath(groups.join('')), [groups]);
  const madeAt = useMemo(() => wallClock(new Date().toISOString()), []);
  return createPortal(
    <div className="recovery-sheet">
      <h1>{t('setup.recovery.sheetTitle')}</h1>
      <p>{t('setup.recovery.sheetFacility', { name: facility.name, workstation: facility.workstation })}</p>
      <p>{t('setup.recovery.sheetDate', { time: madeAt })}</p>
      <ol>
        {groups.map((group, index) => (
          <li key={group}>
            {index + 1} <code>{group}</code>
          </li>
        ))}
      </ol>
      <svg viewBox={`-2 -2 ${size + 4} ${size + 4}`} role="img" aria-label={t('setup.recovery.qr')}>
        <path d={path} />
      </svg>
      <p>{t('setup.recovery.sheetKeep')}</p>
      <p>{t('setup.recovery.sheetUse')}</p>
      <p className="recovery-sheet-signature">{t('setup.recovery.signature')}</p>
    </div>,
    document.body,
  );
}
