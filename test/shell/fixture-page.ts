import type { Page } from 'playwright-core';

/** What the fixture page keeps in its global scope (fixture/page.js). */
export interface FixtureWindow {
  clinic: Record<string, unknown>;
  connect(): Promise<void>;
  port: MessagePort;
  answers: unknown[];
  portClosed: boolean;
  mayEvaluate: boolean;
  injected?: boolean;
}

export const connected = (page: Page) => page.locator('#state', { hasText: 'connected' }).waitFor();

/** Sends `message` through the page's line to the services and waits for their next answer. */
export async function askServices(page: Page, message: unknown): Promise<unknown> {
  const before = await page.evaluate(sent => {
    const { port, answers } = window as unknown as FixtureWindow;
    port.postMessage(sent);
    return answers.length;
  }, message);
  await page.waitForFunction(count => (window as unknown as FixtureWindow).answers.length > count, before);
  return page.evaluate(count => (window as unknown as FixtureWindow).answers[count], before);
}
