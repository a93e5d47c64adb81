import { EventPublisher } from '@orpc/server';
import type { ClinicEvent } from '../../shared/contract/events.ts';

/** Carries "this has changed" to every connected renderer. */
export class EventHub {
  readonly #publisher = new EventPublisher<{ clinic: ClinicEvent }>({ maxBufferedEvents: 1000 });

  publish(events: readonly ClinicEvent[]): void {
    for (const event of events) this.#publisher.publish('clinic', event);
  }

  /** Events from now on, until `signal` aborts. */
  subscribe(signal: AbortSignal | undefined): AsyncGenerator<ClinicEvent, void> {
    return this.#publisher.subscribe('clinic', { signal });
  }

  listen(listener: (event: ClinicEvent) => void): () => void {
    return this.#publisher.subscribe('clinic', listener);
  }
}
