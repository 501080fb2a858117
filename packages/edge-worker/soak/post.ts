import { Agent, request } from 'node:http';

/** An answer to a request. */
export interface Answer {
  readonly status: number;
  readonly text: string;
}

/** Sends texts over connections that stay open; a soak's own time should go to the worker. */
export interface Poster {
  /**
   * @throws Error when there is no whole answer within `withinMs`, or the connection breaks.
   */
  post(url: string, body: string, withinMs: number): Promise<Answer>;
  close(): void;
}

/** Makes a poster that holds at most so many connections. */
export function createPoster(maxSockets: number): Poster {
  const agent = new Agent({ keepAlive: true, maxSockets });
  return {
    post: (url, body, withinMs) =>
      new Promise((resolve, reject) => {
        const call = request(url, { agent, method: 'POST' }, (response) => {
          let text = '';
          response.setEncoding('utf8');
          response.on('data', (piece) => {
            text += piece;
          });
          response.on('error', reject);
          response.on('end', () => {
            clearTimeout(timer);
            resolve({ status: response.statusCode ?? 0, text });
          });
        });
        const timer = setTimeout(() => call.destroy(new Error('No answer in time.')), withinMs);
        call.on('error', (error) => {
          clearTimeout(timer);
          reject(error);
        });
        call.end(body);
      }),
    close: () => agent.destroy(),
  };
}
