import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PolicyVersion } from '../../../shared/contract/policy.ts';
import { wallClock } from '../../../shared/records/time.ts';
import { api } from '../../app/api.ts';
import { may } from '../../app/menu.ts';
import { useSession } from '../../app/session-store.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { PrimaryAction } from '../../ui/primary-action.tsx';
import { PolicyEditor } from './policy-editor.tsx';
import { PolicyTable } from './policy-table.tsx';
import { PolicyVersions } from './policy-versions.tsx';
import './policy.css';

/** The hospital's referral policy: the table in force, what waits for a physician, and every version before. */
export function PolicySection() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const roles = useSession(session => session.user?.roles);
  const [isEditing, setEditing] = useState(false);
  const [chosen, choose] = useState<number | null>(null);
  const policy = useQuery(api.policy.list.queryOptions());
  const renew = () =>
    Promise.all([api.policy.key(), api.advice.key()].map(queryKey => queries.invalidateQueries({ queryKey })));
  const confirm = useMutation(api.policy.confirm.mutationOptions({ onSettled: renew }));
  const versions = policy.data ?? [];
  const [newest] = versions;
  const inForce = versions.find(each => each.isInForce);
  const shown = versions.find(({ number }) => number === chosen) ?? newest;
  if (!newest || !inForce || !shown) return <ErrorNote error={policy.error} onRetry={() => void policy.refetch()} />;
  if (isEditing) {
    return (
      <PolicyEditor
        base={newest}
        onClose={async () => {
          setEditing(false);
          choose(null);
          await renew();
        }}
      />
    );
  }
  const edit = may(roles, 'administer') ? (
    <Button onClick={() => setEditing(true)} data-testid="edit-policy">
      {t('policy.edit')}
    </Button>
  ) : null;
  return (
    <>
      <p className="note">{t('policy.intro')}</p>
      <PolicyState newest={newest} inForce={inForce} />
      <h3>
        {t('policy.viewing', { number: shown.number })} · {t(`policy.origin.${shown.origin}`)}
      </h3>
      <PolicyTable table={shown.table} />
      <h3>{t('policy.versions')}</h3>
      <PolicyVersions versions={versions} shown={shown.number} onShow={choose} />
      {newest.confirmed === null && may(roles, 'sign') ? (
        <PrimaryAction
          label={t('policy.confirm', { number: newest.number })}
          pending={confirm.isPending}
          error={confirm.error}
          beside={edit}
          onRun={() => confirm.mutate({ number: newest.number })}
          testId="confirm-policy"
        />
      ) : (
        <div className="primary-action">{edit}</div>
      )}
    </>
  );
}

function PolicyState({ newest, inForce }: { newest: PolicyVersion; inForce: PolicyVersion }) {
  const { t } = useTranslation();
  if (!newest.isInForce) {
    return (
      <p className="settings-warn" data-testid="policy-state">
        {t('policy.waitingNote', { number: newest.number, inForce: inForce.number })}
      </p>
    );
  }
  return inForce.confirmed ? (
    <p className="settings-good" data-testid="policy-state">
      {t('policy.viewing', { number: inForce.number })}: {t('policy.inForce')},{' '}
      {t('policy.confirmBy', { by: inForce.confirmed.by, time: wallClock(inForce.confirmed.at) })}
    </p>
  ) : (
    <p className="settings-warn" data-testid="policy-state">
      {t('policy.defaultUnconfirmed')}
    </p>
  );
}
