import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { unitText } from '../../../shared/records/lab-catalogue.ts';
import type { ImportPreview } from '../../../shared/records/lab-import.ts';
import { type ExportMapping, LAB_FIELDS } from '../../../shared/records/lab-profile.ts';
import { api } from '../../app/api.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { TextField } from '../../ui/text-field.tsx';

interface MappingEditorProps {
  preview: ImportPreview;
  laboratory: string;
  isReading: boolean;
  onMapping(mapping: ExportMapping): void;
}

/** What each column is and which units the file leaves out; every change is read at once, and may be kept as a profile. */
export function MappingEditor({ preview, laboratory, isReading, onMapping }: MappingEditorProps) {
  const { t } = useTranslation();
  const { header, mapping, unitless } = preview;

  const setColumn = (text: string, value: string) => {
    const field = LAB_FIELDS.find(each => each === value);
    const others = mapping.columns.filter(column => column.header !== text);
    onMapping({ ...mapping, columns: field ? [...others, { header: text, field }] : others });
  };
  const setUnit = (item: string, unit: string) => {
    const others = mapping.units.filter(each => each.item !== item);
    onMapping({ ...mapping, units: unit === '' ? others : [...others, { item, unit }] });
  };
  // An item whose unit was chosen is no longer without one; it stays here so that the choice can be changed.
  const chosen = mapping.units.filter(({ item }) => unitless.every(each => each.item !== item));

  return (
    <section className="import-mapping" aria-label={t('labImport.mapping.open')} data-testid="mapping-editor">
      <p className="note">
        {t('labImport.mapping.explain')}{' '}
        {mapping.headerLine !== null ? (
          <button
            type="button"
            className="quiet-button"
            onClick={() => onMapping({ ...mapping, headerLine: null })}
            disabled={isReading}
          >
            {t('labImport.mapping.findHeader')}
          </button>
        ) : null}
      </p>
      <div className="import-columns">
        {header?.columns.map(({ text, field }) => (
          <label key={text}>
            <span>{text}</span>
            <select
              className="text-field"
              value={field ?? ''}
              disabled={isReading}
              onChange={event => setColumn(text, event.target.value)}
              data-testid={`column-${text}`}
            >
              <option value="">{t('labImport.mapping.unknown')}</option>
              {LAB_FIELDS.map(each => (
                <option key={each} value={each}>
                  {t(`labImport.field.${each}`)}
                </option>
              ))}
            </select>
          </label>
        ))}
      </div>
      {unitless.length + chosen.length > 0 ? (
        <>
          <h3>{t('labImport.mapping.unitless')}</h3>
          <div className="import-columns">
            {[...unitless, ...chosen.map(({ item, unit }) => ({ item, units: [unit] }))].map(({ item, units }) => (
              <label key={item}>
                <span>{item}</span>
                <select
                  className="text-field"
                  value={mapping.units.find(each => each.item === item)?.unit ?? ''}
                  disabled={isReading}
                  onChange={event => setUnit(item, event.target.value)}
                  data-testid={`unit-of-${item}`}
                >
                  <option value="">{t('labImport.mapping.noUnit')}</option>
                  {units.map(unit => (
                    <option key={unit} value={unit}>
                      {unitText(unit) || unit}
                    </option>
                  ))}
                </select>
              </label>
            ))}
          </div>
        </>
      ) : null}
      {preview.signature ? <SaveProfile preview={preview} laboratory={laboratory} /> : null}
    </section>
  );
}

function SaveProfile({ preview, laboratory }: { preview: ImportPreview; laboratory: string }) {
  const { t } = useTranslation();
  const { profile, mapping, signature } = preview;
  const [name, setName] = useState(profile?.name ?? '');
  const [last, setLast] = useState<{ id: string; version: number } | null>(profile);
  const save = useMutation(api.labProfiles.save.mutationOptions({ onSuccess: saved => setLast(saved) }));
  const run = () =>
    save.mutate({
      id: last?.id ?? null,
      version: last?.version ?? null,
      fields: { name, laboratory, signature: signature ?? '', columns: mapping.columns, units: mapping.units },
    });
  return (
    <div className="import-save-profile">
      <TextField
        value={name}
        onChange={setName}
        width={20}
        placeholder={t('labImport.mapping.name')}
        aria-label={t('labImport.mapping.name')}
        testId="profile-name"
      />
      <Button disabled={name.trim() === ''} loading={save.isPending} onClick={run} data-testid="save-profile">
        {t(last ? 'labImport.mapping.saveVersion' : 'labImport.mapping.save')}
      </Button>
      {save.data ? (
        <span className="note" role="status" data-testid="profile-saved">
          {t('labImport.mapping.saved', { name: save.data.name, version: save.data.version })}
        </span>
      ) : null}
      <ErrorNote error={save.error} />
    </div>
  );
}
