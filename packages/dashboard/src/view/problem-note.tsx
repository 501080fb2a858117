import type { Problem } from '../api/problem.ts';

/** What went wrong, what it means for visitors, and what to do. */
export function ProblemNote({ problem, onLeave }: { problem: Problem; onLeave: () => void }) {
  const mine = ['unauthorized', 'forbidden', 'unknown-site'].includes(problem.code);
  return (
    <section class="problem" role="alert">
      <h2>{problem.title}</h2>
      <p>{problem.advice}</p>
      {mine && (
        <button type="button" class="primary" onClick={onLeave}>
          Use another token
        </button>
      )}
    </section>
  );
}
