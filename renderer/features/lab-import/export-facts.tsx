import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportPreview } from '../../../shared/records/lab-import.ts';

const LINES_SHOWN = 4; // header and three rows

interface ExportFactsProps {
  preview: ImportPreview;
  /** All lines of the sample with a button each, while a person looks for the header. */
  onHeader?: ((line: number) => void) | undefined;
  /** Whose results these are, on the same line where there is room. */
  children?: ReactNode;
}

/** Kind, encoding and header of the file; its first lines are open where something stopped the import. */
export function ExportFacts({ preview, onHeader, children }: ExportFactsProps) {
  const { t } = useTranslation();
  const { header, profile, sample, problem } = preview;
  const [isAsked, setAsked] = useState(false);
  const isOpen = isAsked || problem !== null;
  const lines = sample.slice(0, onHeader ? sample.length : LINES_SHOWN);
  return (
    <div className="import-facts" data-testid="import-facts">
      <div className="import-facts-line">
        <p>
          <strong>{preview.fileName}</strong> · {t(`labImport.facts.format.${preview.format}`)} ·{' '}
          {t(`labImport.facts.encoding.${preview.encoding}`)} ·{' '}
          {preview.format === 'hl7'
            ? ''
            : header
              ? t('labImport.facts.header', { line: header.line })
              : t('labImport.facts.noHeader')}
          {profile ? ` · ${t('labImport.facts.profile', { name: profile.name, version: profile.version })}` : ''}{' '}
          {problem === null ? (
            <button
              type="button"
              className="quiet-button"
              aria-expanded={isOpen}
              onClick={() => setAsked(!isAsked)}
              data-testid="show-sample"
            >
              {t(isOpen ? 'labImport.facts.hideSample' : 'labImport.facts.showSample')}
            </button>
          ) : (
            <span className="note">{t('labImport.facts.look')}</span>
          )}
        </p>
        {children}
      </div>
      <div className="import-sample" hidden={!isOpen}>
        <table aria-label={t('labImport.facts.look')}>
          <tbody>
            {lines.map(({ line, cells }) => (
              <tr key={line} className={line === header?.line ? 'import-sample-header' : undefined}>
                <th scope="row">
                  {line}
                  {onHeader ? (
                    <button
                      type="button"
                      className="quiet-button"
                      onClick={() => onHeader(line)}
                      data-testid={`as-header-${line}`}
                    >
                      {t('labImport.mapping.asHeader')}
                    </button>
                  ) : null}
                </th>
                {columnsOf(cells).map(([column, text]) => (
                  <td key={column}>{text}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

const columnsOf = (cells: readonly string[]): (readonly [number, string])[] => [...cells.entries()];
