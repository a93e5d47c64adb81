import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { BarPanel } from './bar-panel.tsx';
import { DisplayChoices } from './display-choices.tsx';
import { useSession } from './session-store.ts';

/** Who sits here, as what and where; on a narrow screen also how the pages are shown. */
export function UserPanel() {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const { status, user } = useSession();
  return (
    <BarPanel
      label={<span>{user?.displayName}</span>}
      title={user?.displayName ?? ''}
      isOpen={isOpen}
      onOpen={setOpen}
      buttonClass="quiet-button layout-user"
      buttonTestId="user"
      testId="user-panel"
    >
      <p>{(user?.roles ?? []).map(role => t(`settings.users.role.${role}`)).join(t('ui.listComma'))}</p>
      <p className="note">{status?.facilityName}</p>
      <p className="bar-panel-choices">
        <DisplayChoices />
      </p>
    </BarPanel>
  );
}
