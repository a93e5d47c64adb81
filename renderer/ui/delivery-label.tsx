import { useTranslation } from 'react-i18next';
import type { Delivery } from '../../shared/referral/referral.ts';
import { type DeliveryMark, deliveryWording } from './delivery-wording.ts';
import { useNow } from './use-now.ts';

/** Drawn, not typed: no font needs to have them. 12 px square. */
const SHAPES: Record<DeliveryMark, string> = {
  draft: 'M2.5 1.5h7v9h-7z',
  paper: 'M2.5 1.5h7v9h-7zM4 4h4M4 6h4M4 8h2.5',
  local: 'M1.5 2.5h9v5.5h-9zM4 10.5h4M6 8v2.5',
  sending: 'M6 10.5V2M2.5 5.5 6 2l3.5 3.5',
  delivered: 'M1.5 6.5 4.7 9.7 10.5 2.8',
  refused: 'M2.5 2.5l7 7M9.5 2.5l-7 7',
  'needs-action': 'M6 1.2 11.2 10.6H.8zM6 4.6v2.9M6 8.9v.4',
};

interface DeliveryLabelProps {
  delivery: Delivery;
  /** The registry's own words on a second line. */
  withDetail?: boolean;
}

/** Where a referral is, in the only words that may be used for it. */
export function DeliveryLabel({ delivery, withDetail = false }: DeliveryLabelProps) {
  const { t } = useTranslation();
  const wording = deliveryWording(delivery, t, useNow());
  return (
    <span className={`delivery delivery-${wording.mark}`} data-testid="delivery" data-state={delivery.state}>
      <svg className="delivery-mark" viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
        <path d={SHAPES[wording.mark]} />
      </svg>
      <span>
        {wording.text}
        {wording.outside ? <span className="delivery-outside">{wording.outside}</span> : null}
        {wording.attachments ? <span className="delivery-attachments">{wording.attachments}</span> : null}
        {withDetail && wording.detail ? <span className="delivery-detail">{wording.detail}</span> : null}
      </span>
    </span>
  );
}
