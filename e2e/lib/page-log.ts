import type { HTTPRequest, Page } from 'puppeteer-core';

/** One request that left the page, beacons included. */
export interface LoggedRequest {
  readonly method: string;
  readonly url: string;
  /** What was posted; undefined when there was no body or the browser does not tell. */
  readonly body: string | undefined;
}

/** Everything that pages said or asked for, growing while they live. */
export interface PageLog {
  readonly requests: LoggedRequest[];
  /** Console errors and warnings of policy, exceptions that nobody caught, failed requests. */
  readonly problems: string[];
}

/** A page that is left gives up what it was still fetching, in Chromium's words and in Firefox's. */
const GIVEN_UP = new Set(['net::ERR_ABORTED', 'NS_BINDING_ABORTED']);

/** Begins to add what a page does to a log. Call before it goes anywhere. */
export function logPage(page: Page, log: PageLog): void {
  page.on('request', (request) => {
    if (request.url().startsWith('data:')) return;
    log.requests.push({ method: request.method(), url: request.url(), body: bodyOf(request) });
  });
  page.on('console', (message) => {
    if (message.type() !== 'error') return;
    log.problems.push(`console: ${message.text()} (${message.location().url ?? ''})`);
  });
  page.on('pageerror', (error) => {
    log.problems.push(`exception: ${error instanceof Error ? error.message : String(error)}`);
  });
  page.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText ?? '';
    if (!GIVEN_UP.has(reason)) log.problems.push(`failed: ${request.url()} ${reason}`);
  });
}

function bodyOf(request: HTTPRequest): string | undefined {
  try {
    return request.postData();
  } catch {
    return undefined; // Over WebDriver BiDi there is no way to ask yet.
  }
}
