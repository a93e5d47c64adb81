import { useState } from 'react';
import { z } from 'zod';
import { useDraft } from './use-draft.ts';

interface Change<Form> {
  /** The version that the form was opened on. */
  readonly version: number;
  readonly reason: string;
  readonly form: Form;
}

const Head = z.object({ version: z.int(), reason: z.string(), form: z.unknown() });

/**
 * The unfinished change of a stored row, with its reason, kept like any draft. It remembers the version it began from,
 * so that saving over what somebody else has written meanwhile is refused and never happens by itself.
 */
export function useChangeDraft<Form>(
  key: string,
  version: number,
  initial: () => Form,
  accept: (body: unknown) => Form | null,
) {
  const [begun] = useState<Change<Form>>(() => ({ version, reason: '', form: initial() }));
  const draft = useDraft<Change<Form>>(key, begun, body => {
    const head = Head.safeParse(body).data;
    const form = head === undefined ? null : accept(head.form);
    return head === undefined || form === null ? null : { version: head.version, reason: head.reason, form };
  });
  return {
    ...draft,
    ...draft.value,
    changeForm: (form: Form) => draft.change(present => ({ ...present, form })),
    changeReason: (reason: string) => draft.change(present => ({ ...present, reason })),
    /** Gives the change up, whatever the store says. */
    giveUp: () => draft.discard().catch(() => undefined),
  };
}

export type ChangeDraft<Form> = ReturnType<typeof useChangeDraft<Form>>;
