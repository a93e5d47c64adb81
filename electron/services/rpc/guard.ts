import { implement } from '@orpc/server';
import { contract } from '../../../shared/contract/contract.ts';
import { AppError } from '../../../shared/contract/errors.ts';
import { logFailure } from '../log.ts';
import { assertAccess, callContext } from './access.ts';
import type { ConnectionContext } from './call-context.ts';
import { toWireError } from './error-mapping.ts';
import { noteReading } from './reading.ts';
import { refusedInTeaching } from './teaching-mode.ts';

/** What stands before every procedure: access, teaching mode, a trusted clock; and after it: the note of a reading. */
export const guarded = implement(contract)
  .$context<ConnectionContext>()
  .use(async ({ context, next, procedure, path }, input) => {
    try {
      const { access, stamps } = procedure['~orpc'].meta;
      assertAccess(access, context.workstation, context.connection);
      if (context.workstation.isTeaching(context.connection) && refusedInTeaching(path.join('.'), access))
        throw new AppError('teaching-mode');
      if (stamps) context.workstation.site?.deviceClock.assertTrusted();
      const caller = callContext(context);
      const answer = await next({ context: { caller } });
      noteReading(caller, path, access, input);
      return answer;
    } catch (failure) {
      throw toWireError(failure, logFailure);
    }
  });
