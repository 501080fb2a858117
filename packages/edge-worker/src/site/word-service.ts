import type { Bundle } from '@inkling/engine';
import type { KillWord } from '@inkling/engine/trust';
import type { SiteCore } from './core.ts';
import { openCube } from './cube.ts';
import { makePopulation } from './population.ts';
import { type EnvName, killFact, readFact, writeFact } from './setup.ts';
import { openVersions } from './versions.ts';

/** What a site signs beside its rules. */
export class WordService {
  readonly #core: SiteCore;

  constructor(core: SiteCore) {
    this.#core = core;
  }

  /** Tells open tabs to stop, or to go on. */
  setKill(
    named: EnvName | null,
    wanted: Pick<KillWord, 'kill' | 'parts'>,
    actor: string,
  ): Promise<KillWord | null> {
    const { sql, signer, note } = this.#core;
    return this.#core.alone(async () => {
      const setup = this.#core.setup();
      if (!setup) return null;
      const { site } = setup;
      const env = named ?? setup.env;
      const fact = killFact(setup, env);
      const seq = Number(readFact(sql, `${fact}-seq`) ?? 0) + 1;
      const word: KillWord = { v: 1, kind: 'kill', site, env, seq, issued: Date.now(), ...wanted };
      writeFact(sql, fact, await signer(site).sign(JSON.stringify(word)));
      writeFact(sql, `${fact}-seq`, String(seq));
      const { kill, parts } = wanted;
      await note(actor, kill ? 'kill.on' : 'kill.off', { env, seq, ...(parts && { parts }) });
      return word;
    });
  }

  /** The signed word on what is large; made anew once a day, from what is rolled up. */
  population(): Promise<string | null> {
    const { sql, signer } = this.#core;
    return this.#core.alone(async () => {
      const setup = this.#core.setup();
      const latest = setup && openVersions(sql).latest(setup.env);
      if (!latest) return null;
      const today = new Date().toISOString().slice(0, 10);
      const held = readFact(sql, 'population');
      const stamp = `${today} ${latest.seq}`;
      if (held !== null && readFact(sql, 'population-stamp') === stamp) return held;
      const seq = Number(readFact(sql, 'population-seq') ?? 0) + 1;
      const { program } = JSON.parse(latest.bundle) as Bundle;
      const word = makePopulation(openCube(sql), program, { setup, seq, now: Date.now() });
      const text = await signer(setup.site).sign(JSON.stringify(word));
      writeFact(sql, 'population', text);
      writeFact(sql, 'population-seq', String(seq));
      writeFact(sql, 'population-stamp', stamp);
      return text;
    });
  }
}
