import type { SessionUser } from '../../../shared/contract/application.ts';
import { AppError } from '../../../shared/contract/errors.ts';
import { type Access, MAY, type Role } from '../../../shared/contract/roles.ts';
import { hidden, inClear, masked } from '../../../shared/records/masking.ts';
import { wallDay } from '../../../shared/records/time.ts';
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
  if (access !== 'signed-in' && !holdsOne(user, access)) throw new AppError('forbidden-role');
}

/** The context of one call, derived from its connection. */
export function callContext({ connection, workstation }: ConnectionContext): CallContext {
  const today = workstation.isTeaching(connection) ? wallDay(workstation.now()) : null; // null = not teaching
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
    get readsClinical() {
      return holdsOne(signedInUser(workstation, connection), MAY.readClinical);
    },
    inLists: today === null ? masked : hidden(today),
    onPages: today === null ? inClear : hidden(today),
  };
}

const holdsOne = ({ roles }: SessionUser, allowed: readonly Role[]): boolean =>
  roles.some(role => allowed.includes(role));

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
