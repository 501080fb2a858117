/** Answers of a pretended edge by path, without the query; a function is asked each time. */
export type Answers = Readonly<Record<string, () => Response>>;

/** A `fetch` that knows only these paths, and what it was asked. */
export function fakeEdge(answers: Answers): { fetch: typeof fetch; asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    fetch: async (input, init) => {
      const path = String(input);
      const auth = new Headers(init?.headers).get('Authorization') ?? '';
      asked.push(`${path} ${auth}`);
      const answer = answers[path.split('?')[0] ?? ''];
      if (!answer) return problem(404, 'not-found');
      return answer();
    },
  };
}

/** An answer as `application/problem+json`. */
export function problem(status: number, code: string): Response {
  return Response.json({ code, detail: 'Said by the edge.' }, { status });
}

/** A bundle with one segment, `fans`. */
export const BUNDLE = {
  env: 'development',
  seq: 14,
  issued: Date.parse('2026-11-20T12:00:00Z'),
  program: { zone: { name: 'Europe/Berlin' }, segments: [{ id: 'fans', def: 'd1' }] },
};
