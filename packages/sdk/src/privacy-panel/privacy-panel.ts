import { createGuard } from '../lib/guard.ts';
import { download } from '../panel/download.ts';
import { findInkling } from '../panel/find-inkling.ts';
import { createView, type PanelView } from './panel-view.ts';
import { type PanelApi, readPanel } from './read-panel.ts';

/**
 * Registers `<ink-privacy>`: tells a visitor what the site knows about them, which segments they are
 * in and why, what pages do with it and what was sent; lets them pause, download and erase.
 *
 * Attribute `segments` may hold the site's own words, as JSON: `{"loyal": {"name": "Loyal reader",
 * "why": "You came on five days."}}`; a segment without goes by its id. What the element contains is
 * shown where the script does not run. Nothing is thrown into the page.
 */
export function definePrivacyPanel(win: Window & typeof globalThis): void {
  if (win.customElements.get('ink-privacy')) return;

  class InkPrivacy extends win.HTMLElement {
    #view: PanelView | undefined;
    #api: PanelApi | null = null;
    #guard = createGuard((error) => this.#view?.say(`This did not work (${error}).`));
    #refresh = this.#guard(async () => {
      if (this.#api) this.#view?.show(await readPanel(this.#api, win.performance));
    });

    connectedCallback(): void {
      this.#guard(() => this.#start())();
    }

    disconnectedCallback(): void {
      this.ownerDocument.removeEventListener('inkling:change', this.#refresh);
    }

    async #start(): Promise<void> {
      this.ownerDocument.addEventListener('inkling:change', this.#refresh);
      this.#view ??= createView(this, {
        pause: this.#guard((isPaused) => this.#pause(isPaused)),
        download: this.#guard(() => this.#download()),
        erase: this.#guard(() => this.#erase()),
        switchOff: this.#guard((off) => this.#switchOff(off)),
      });
      this.#api = await findInkling(win);
      if (!this.#api)
        this.#view.say('Nothing is remembered here: Inkling does not run on this page.');
      await this.#refresh();
    }

    async #pause(isPaused: boolean): Promise<void> {
      this.#api?.consent({ personalization: !isPaused });
      await this.#refresh();
      this.#view?.say(isPaused ? 'Paused.' : 'Pages may look different for you again.');
    }

    async #download(): Promise<void> {
      const text = JSON.stringify(await this.#api?.export(), null, 2);
      download(win, `${win.location.hostname}-about-me.json`, 'application/json', text);
      this.#view?.say('Downloaded.');
    }

    async #erase(): Promise<void> {
      await this.#api?.forget();
      await this.#refresh();
      this.#view?.say('Everything is erased. Nothing more is recorded until your next visit.');
    }

    async #switchOff(off: readonly string[]): Promise<void> {
      await this.#api?.off?.(off);
      await this.#refresh();
      this.#view?.say('Changed.');
    }
  }

  win.customElements.define('ink-privacy', InkPrivacy);
}
