import { z } from 'zod';
import { Advice, AdviceDecision, AdviceLevel, StandingAdvice } from '../records/advice.ts';
import { Id } from '../records/time.ts';
import { readClinical, sign } from './procedure.ts';

/** The advice of an episode: what was computed, what a physician said of it, and what therefore stands. */
export const AdviceView = StandingAdvice.extend({
  /** What was computed before, newest first. */
  earlier: z.array(Advice.pick({ id: true, number: true, level: true, anchorAt: true, computedAt: true })),
  /** Every decision before the standing one, newest first. */
  earlierDecisions: z.array(AdviceDecision),
});
export type AdviceView = z.infer<typeof AdviceView>;

const OfAdvice = z.object({ episodeId: Id, adviceId: Id });

export const advice = {
  /** Null only for an episode of a version without advice, before it is next written to. */
  get: readClinical.input(z.object({ episodeId: Id })).output(AdviceView.nullable()),
  /** The physician agrees with the computed advice; ends an override. Refused as `stale-version` if it has changed. */
  confirm: sign.input(OfAdvice).output(AdviceView),
  /** Another level than the computed one, which is kept and shown beside it. */
  override: sign
    .input(OfAdvice.extend({ level: AdviceLevel, reason: z.string().trim().min(1).max(200) }))
    .output(AdviceView),
};
