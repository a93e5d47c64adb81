import { EventPublisher } from '@orpc/server';
import type { ClinicEvent } from '../../shared/contract/events.ts';

/** Carries "this has changed" to every connected renderer. */
export class EventHub {
  readonly #publisher = new EventPublisher<{ clinic: ClinicEvent }>({ maxBufferedEvents: 1000 });

  publish(events: readonly ClinicEvent[]): void {
    for (const event of events) this.#publisher.publish('clinic', event);
  }

  /** Events from now on that `mayHear` lets pass, until `signal` aborts. */
  async *subscribe(
    mayHear: (event: ClinicEvent) => boolean,
    signal: AbortSignal | undefined,
  ): AsyncGenerator<ClinicEvent, void> {
    for await (const event of this.#publisher.subscribe('clinic', { ...(signal && { signal }) }))
      if (mayHear(event)) yield event;
  }

  listen(listener: (event: ClinicEvent) => void): () => void {
    return this.#publisher.subscribe('clinic', listener);
  }
}
