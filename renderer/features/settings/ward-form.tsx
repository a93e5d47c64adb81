import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import type { Ward } from '../../../shared/records/facility.ts';
import { api } from '../../app/api.ts';
import { useDraft } from '../../app/use-draft.ts';
import { DraftNote } from '../../ui/draft-note.tsx';
import { Field } from '../../ui/field.tsx';
import { PrimaryAction } from '../../ui/primary-action.tsx';
import { TextField } from '../../ui/text-field.tsx';

const NEEDED = ['facilityName', 'facilityCode', 'wardName', 'phone'] as const;
const FIELDS = [...NEEDED, 'hours', 'dutyPhone'] as const;
const WardDraft = z.record(z.enum(FIELDS), z.string());
type WardDraft = z.infer<typeof WardDraft>;

const BLANK: WardDraft = { facilityName: '', facilityCode: '', wardName: '', phone: '', hours: '', dutyPhone: '' };
const isNeeded = (field: (typeof FIELDS)[number]): boolean => NEEDED.some(each => each === field);

interface WardFormProps {
  /** Null for a new one. */
  ward: Ward | null;
  onClose(): void;
}

export function WardForm({ ward, onClose }: WardFormProps) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const initial: WardDraft = ward
    ? {
        facilityName: ward.facilityName,
        facilityCode: ward.facilityCode,
        wardName: ward.wardName,
        phone: ward.phone,
        hours: ward.hours ?? '',
        dutyPhone: ward.dutyPhone ?? '',
      }
    : BLANK;
  const draft = useDraft(`settings.ward.${ward?.id ?? 'new'}`, initial, body => WardDraft.safeParse(body).data ?? null);
  const done = {
    onSuccess: async () => {
      await draft.discard();
      await queries.invalidateQueries({ queryKey: api.wards.key() });
      onClose();
    },
  };
  const add = useMutation(api.wards.add.mutationOptions(done));
  const update = useMutation(api.wards.update.mutationOptions(done));
  const { value } = draft;
  const names = Object.fromEntries(FIELDS.map(field => [field, t(`settings.wards.${field}`)]));

  return (
    <div className="settings-inline settings-form" data-testid="ward-form">
      <h3>{t(ward ? 'settings.wards.edit' : 'settings.wards.add')}</h3>
      <DraftNote restored={draft.restored} savedAt={draft.savedAt} onDiscard={() => void draft.discard(initial)} />
      <div className="settings-grid">
        {FIELDS.map(field => (
          <Field key={field} label={names[field]} required={isNeeded(field)}>
            <TextField
              value={value[field]}
              onChange={text => draft.change(present => ({ ...present, [field]: text }))}
              readOnly={!draft.ready}
              autoFocus={field === 'facilityName'}
              testId={`ward-${field}`}
            />
          </Field>
        ))}
      </div>
      <PrimaryAction
        label={t(ward ? 'settings.wards.saveEdit' : 'settings.wards.saveNew')}
        missing={NEEDED.filter(field => value[field].trim() === '').flatMap(field => names[field] ?? [])}
        pending={add.isPending || update.isPending}
        error={add.error ?? update.error ?? draft.error}
        fieldNames={{
          ...names,
          ...Object.fromEntries(FIELDS.map(field => [`fields.${field}`, t(`settings.wards.${field}`)])),
        }}
        beside={<Button onClick={onClose}>{t('ui.cancel')}</Button>}
        onRun={() => {
          if (ward) update.mutate({ id: ward.id, version: ward.version, active: ward.active, fields: value });
          else add.mutate(value);
        }}
      />
    </div>
  );
}
