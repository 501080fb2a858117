import type { Envelope, KeyList } from '@inkling/engine/trust';
import type { SiteCore } from './core.ts';

/** The keys that a site signs with. */
export class KeyService {
  readonly #core: SiteCore;

  constructor(core: SiteCore) {
    this.#core = core;
  }

  /** Makes a new signing key; returns its name. */
  rotate(actor: string): Promise<string | null> {
    return this.#core.alone(async () => {
      const setup = this.#core.setup();
      if (!setup) return null;
      const kid = await this.#core.signer(setup.site).rotate(Date.now());
      await this.#core.note(actor, 'key.rotate', { kid });
      return kid;
    });
  }

  /** What an outside root has to sign. */
  unsigned(): KeyList | null {
    const setup = this.#core.setup();
    return setup && this.#core.signer(setup.site).unsigned(Date.now());
  }

  /** Takes a list that the outside root signed. */
  take(envelope: Envelope, actor: string): Promise<boolean> {
    return this.#core.alone(async () => {
      const setup = this.#core.setup();
      if (!setup) return false;
      if (!(await this.#core.signer(setup.site).takeList(envelope, Date.now()))) return false;
      await this.#core.note(actor, 'keys.sign', {});
      return true;
    });
  }
}
