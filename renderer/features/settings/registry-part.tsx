import { useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { RegistryAccess } from '../../../shared/contract/registry.ts';
import { api } from '../../app/api.ts';

/** Shows at once what a change of the access has answered. */
export function useAccessAnswer(): (answer: RegistryAccess) => void {
  const queries = useQueryClient();
  return answer => queries.setQueryData(api.registry.access.queryKey(), answer);
}

interface RegistryPartProps {
  part: 'certificate' | 'authority' | 'proxy' | 'hosts';
  /** What is set, in one line; seen while the part is closed. */
  state: string;
  children: ReactNode;
}

/** A part of the access that most sites never need: one line until it is opened. */
export function RegistryPart({ part, state, children }: RegistryPartProps) {
  const { t } = useTranslation();
  return (
    <details className="registry-part" data-testid={`registry-${part}`}>
      <summary>
        <strong>{t(`registry.more.${part}`)}</strong> <span className="note">{state}</span>
      </summary>
      <div className="registry-part-body">{children}</div>
    </details>
  );
}
