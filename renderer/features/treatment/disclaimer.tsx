import { useTranslation } from 'react-i18next';
import { clinical as texts } from '../../../shared/i18n/zh-CN/clinical.ts';
import type { TreatmentKind } from '../../../shared/records/treatment-kind.ts';
import { FORM_OF_KIND } from '../../../shared/records/treatment-particulars.ts';

type Contraindication = keyof typeof texts.artificialLiver.relativeContraindications;
const CONTRAINDICATIONS = Object.keys(texts.artificialLiver.relativeContraindications) as Contraindication[]; // no others

/** What may not be read into a record of this kind: it is no advice (clinical.md 9 and 11). */
export function Disclaimer({ kind }: { kind: TreatmentKind }) {
  const { t } = useTranslation();
  const form = FORM_OF_KIND[kind];
  const subject = kind === 'steroid' ? kind : form;
  switch (subject) {
    case 'artificial-liver':
      return (
        <p className="treatment-disclaimer" data-testid="disclaimer">
          {t('treatment.disclaimer.artificial-liver', {
            contraindications: CONTRAINDICATIONS.map(each =>
              t(`clinical.artificialLiver.relativeContraindications.${each}`),
            ).join(t('ui.listComma')),
          })}
        </p>
      );
    case 'steroid':
    case 'stem-cells':
    case 'transplant-listing':
    case 'nutrition':
      return (
        <p className="treatment-disclaimer" data-testid="disclaimer">
          {t(`treatment.disclaimer.${subject}`)}
        </p>
      );
    default:
      return null;
  }
}
