import type { WithSdk } from '../faults/sdk.ts';

/**
 * Tracks events in bursts for as long as the page lives, and tells the witness after each how many
 * are acknowledged: everything up to there, since nothing is pending. Runs inside the page.
 *
 * @param life - Which life of the browser this is; goes along with each event.
 * @param burst - Most calls between two acknowledgements.
 */
export async function writeUntilKilled(life: number, burst: number): Promise<void> {
  const { inkling } = window as unknown as WithSdk;
  const turn = (): Promise<void> =>
    new Promise((resolve) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => resolve();
      port2.postMessage(0);
    });
  for (let n = 0; ; ) {
    const end = n + 1 + Math.floor(Math.random() * burst);
    while (n < end) {
      inkling.track('lab', { k: `${life}-${n++}` });
      if (n % 7 === 0) await turn();
    }
    // Acknowledged: the transactions of everything so far are complete.
    for (;;) {
      const { mode, pending } = inkling.status();
      if (mode === 'stored' && pending === 0) break;
      await turn();
    }
    await fetch('/witness', { method: 'POST', body: `${life} ${n}` });
  }
}

/** Makes a database unless it is there. Runs inside the page. */
export function openBystander(name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name);
    request.onupgradeneeded = () => request.result.createObjectStore('nothing');
    request.onsuccess = () => {
      request.result.close();
      resolve();
    };
    request.onerror = () => reject(request.error);
  });
}
