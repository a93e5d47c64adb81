import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { missingGlyphs } from '../../print/missing-glyphs.ts';

/** Says which characters of the names this computer cannot draw: on paper they would be empty boxes. */
export function GlyphWarning({ names }: { names: string }) {
  const { t } = useTranslation();
  const [missing, setMissing] = useState<readonly string[]>([]);
  useEffect(() => {
    let isCurrent = true;
    void missingGlyphs(names).then(found => {
      if (isCurrent) setMissing(found);
    });
    return () => {
      isCurrent = false;
    };
  }, [names]);
  if (missing.length === 0) return null;
  const characters = missing.map(c => `${c} (U+${c.codePointAt(0)?.toString(16).toUpperCase()})`).join(' ');
  return (
    <p className="question" role="status" data-testid="glyph-warning">
      {t('paper.missingGlyphs', { characters })}
    </p>
  );
}
