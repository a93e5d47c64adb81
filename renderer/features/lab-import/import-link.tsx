import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useShortcuts } from '../../app/shortcuts.ts';
import { useDroppedFile } from './file-source.tsx';
import { handOver } from './handed-over-file.ts';

const nothing = () => undefined;

/** The way from the labs to the import; a file dropped on the labs goes there at once. */
export function ImportLink({ patientId }: { patientId: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const go = () => void navigate(`/patients/${patientId}/labs/import`);
  useShortcuts([{ keys: 'i', label: t('labImport.title'), run: go }]);
  useDroppedFile(file => {
    handOver(file);
    go();
  }, nothing);
  return (
    <Button onClick={go} data-testid="open-import">
      {t('labImport.open')} (I)
    </Button>
  );
}
