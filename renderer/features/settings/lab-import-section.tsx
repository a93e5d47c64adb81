import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LabProfile } from '../../../shared/records/lab-profile.ts';
import { wallClock } from '../../../shared/records/time.ts';
import { api } from '../../app/api.ts';
import { may } from '../../app/menu.ts';
import { useSession } from '../../app/session-store.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { Field } from '../../ui/field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { VoidQuestion } from '../../ui/void-question.tsx';

/** The folder that the laboratory exports into, and how this site's exports are read. */
export function LabImportSection() {
  const { t } = useTranslation();
  const status = useQuery(api.labInbox.status.queryOptions());
  const profiles = useQuery(api.labProfiles.list.queryOptions());
  return (
    <div className="settings-form">
      <ErrorNote error={status.error ?? profiles.error} />
      {status.data ? <WatchedFolder folder={status.data.folder} problem={status.data.problem} /> : null}
      <h3>{t('labImport.settings.profiles')}</h3>
      {profiles.data?.length === 0 ? <p className="note">{t('labImport.settings.profilesNone')}</p> : null}
      {profiles.data && profiles.data.length > 0 ? <Profiles profiles={profiles.data} /> : null}
    </div>
  );
}

interface WatchedFolderProps {
  folder: string | null;
  problem: 'folder-missing' | 'folder-unreadable' | null;
}

function WatchedFolder({ folder, problem }: WatchedFolderProps) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const mayAdminister = may(
    useSession(session => session.user?.roles),
    'administer',
  );
  const [changed, setChanged] = useState<string | null>(null);
  const typed = changed ?? folder ?? '';
  const set = useMutation(
    api.labInbox.setFolder.mutationOptions({
      onSuccess: async () => {
        await queries.invalidateQueries({ queryKey: api.labInbox.key() });
        setChanged(null); // shown as it was stored
      },
    }),
  );
  return (
    <>
      <Field label={t('labImport.settings.folder')} hint={t('labImport.settings.folderHint')}>
        <TextField
          value={typed}
          onChange={setChanged}
          readOnly={!mayAdminister}
          autoComplete="off"
          testId="inbox-folder"
        />
      </Field>
      {problem ? (
        <p className="settings-warn" role="alert">
          {t(`labImport.inbox.problem.${problem}`)}
        </p>
      ) : null}
      {mayAdminister ? (
        <div>
          <Button
            type="primary"
            loading={set.isPending}
            disabled={typed.trim() === (folder ?? '')}
            onClick={() => set.mutate({ folder: typed.trim() === '' ? null : typed.trim() })}
            data-testid="set-inbox-folder"
          >
            {t('labImport.settings.set')}
          </Button>{' '}
          {set.isSuccess && changed === null ? <span role="status">{t('labImport.settings.saved')}</span> : null}
        </div>
      ) : null}
      <ErrorNote error={set.error} fieldNames={{ folder: t('labImport.settings.folderField') }} />
    </>
  );
}

function Profiles({ profiles }: { profiles: readonly LabProfile[] }) {
  const { t } = useTranslation();
  return (
    <table className="list-table" data-testid="lab-profiles">
      <thead>
        <tr>
          <th scope="col">{t('labImport.settings.profileName')}</th>
          <th scope="col">{t('labImport.settings.profileLaboratory')}</th>
          <th scope="col">{t('labImport.settings.profileColumns')}</th>
          <th scope="col">{t('labImport.settings.profileSaved')}</th>
        </tr>
      </thead>
      <tbody>
        {profiles.map(profile => (
          <ProfileRow key={profile.id} profile={profile} />
        ))}
      </tbody>
    </table>
  );
}

function ProfileRow({ profile }: { profile: LabProfile }) {
  const { t } = useTranslation();
  const mayRecord = may(
    useSession(session => session.user?.roles),
    'record',
  );
  const [isAsking, setAsking] = useState(false);
  const queries = useQueryClient();
  const withdraw = useMutation(
    api.labProfiles.void.mutationOptions({
      onSuccess: () => queries.invalidateQueries({ queryKey: api.labProfiles.key() }),
    }),
  );
  return (
    <tr>
      <td>
        {profile.name}{' '}
        {mayRecord && !isAsking ? (
          <button type="button" className="quiet-button" onClick={() => setAsking(true)}>
            {t('labImport.settings.profileVoid')}
          </button>
        ) : null}
        {isAsking ? (
          <VoidQuestion
            label={t('labImport.settings.profileVoidAsk')}
            action={t('labImport.settings.profileVoid')}
            pending={withdraw.isPending}
            error={withdraw.error}
            onVoid={reason => withdraw.mutate({ id: profile.id, version: profile.version, reason })}
            onCancel={() => setAsking(false)}
          />
        ) : null}
      </td>
      <td>{profile.laboratory}</td>
      <td>{t('labImport.settings.counts', { columns: profile.columns.length, units: profile.units.length })}</td>
      <td>
        {t('labImport.settings.savedBy', {
          time: wallClock(profile.savedAt),
          by: profile.savedBy,
          version: profile.version,
        })}
      </td>
    </tr>
  );
}
