import type { SessionUser } from '../../../shared/contract/application.ts';
import { AppError } from '../../../shared/contract/errors.ts';
import type { Access } from '../../../shared/contract/roles.ts';
import type { Site } from '../site.ts';
import type { Workstation } from '../workstation.ts';
import type { CallContext, ConnectionContext } from './call-context.ts';

/**
 * Who may call: `access` of the contract against the user of this connection.
 * @throws AppError not-signed-in | vault-locked | forbidden-role
 */
export function assertAccess(access: Access, workstation: Workstation, connection: string): void {
  if (access === 'anyone') return;
  const user = signedInUser(workstation, connection);
  if (access !== 'signed-in' && !user.roles.some(role => access.includes(role))) throw new AppError('forbidden-role');
}

/** The context of one call, derived from its connection. */
export function callContext({ connection, workstation }: ConnectionContext): CallContext {
  return {
    connection,
    workstation,
    get user() {
      return signedInUser(workstation, connection);
    },
    get actor() {
      const user = signedInUser(workstation, connection);
      return { id: user.id, name: user.displayName };
    },
    get site() {
      return openSite(workstation);
    },
  };
}

function signedInUser(workstation: Workstation, connection: string): SessionUser {
  openSite(workstation);
  const user = workstation.userOf(connection);
  if (!user) throw new AppError('not-signed-in');
  return user;
}

function openSite(workstation: Workstation): Site {
  if (!workstation.site) throw new AppError('vault-locked');
  return workstation.site;
}
