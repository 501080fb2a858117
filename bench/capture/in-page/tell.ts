/** How long the page is watched after it was ready, ms: by then what comes later has come. */
const AFTER_MS = 1_500;

/** Marks the instant at which decisions can be asked for, and tells the server, that the trace may end. */
export function tell(): void {
  performance.mark('ready');
  setTimeout(() => navigator.sendBeacon('/told'), AFTER_MS);
}
