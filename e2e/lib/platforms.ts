/** A consent platform put on a page for real, and how a test plays its dialog. */
export interface Platform {
  readonly name: string;
  /** The adapter that reads it, and what its `data-` attribute says. */
  readonly adapter: string;
  readonly settings?: object;
  /**
   * A module that puts `window.answer(yes)` on the page: what the dialog does when it is answered.
   * It runs before the adapter; the dialog is open.
   */
  readonly module: string;
}

/** TCF and GPP by IAB Tech Lab's own libraries; the others by the shapes that they publish. */
export const PLATFORMS: readonly Platform[] = [
  {
    name: 'TCF',
    adapter: 'tcf',
    module: `
      import installStub from '@iabtcf/stub';
      import { CmpApi } from '@iabtcf/cmpapi';
      import { tcString } from '../../packages/sdk/test/adapters/support/tc-string.ts';
      installStub();
      let cmp;
      setTimeout(() => { cmp = new CmpApi(31, 1, true); cmp.update('', true); window.loaded = true; }, 300);
      window.answer = (yes) => cmp.update(tcString({ consents: yes ? [1, 3, 4, 5, 6, 8] : [] }));
    `,
  },
  {
    name: 'GPP',
    adapter: 'gpp',
    // A law of consent by the opt-out: the section that applies is known when the dialog is done.
    module: `
      import { CmpApi } from '@iabgpp/cmpapi';
      const cmp = new CmpApi(1, 1);
      window.loaded = true;
      window.answer = (yes) => {
        cmp.setSignalStatus('not ready');
        cmp.setApplicableSections([7]);
        cmp.setFieldValue('usnat', 'SaleOptOut', yes ? 2 : 1);
        cmp.fireSectionChange('usnat');
        cmp.setSignalStatus('ready');
      };
    `,
  },
  {
    name: 'Consent Mode',
    adapter: 'consent-mode',
    module: `
      window.dataLayer = [];
      function gtag() { window.dataLayer.push(arguments); }
      const types = ['ad_storage', 'ad_user_data', 'ad_personalization', 'analytics_storage', 'personalization_storage'];
      const all = (word) => Object.fromEntries(types.map((type) => [type, word]));
      gtag('consent', 'default', { ...all('denied'), wait_for_update: 500 });
      window.loaded = true;
      window.answer = (yes) => gtag('consent', 'update', all(yes ? 'granted' : 'denied'));
    `,
  },
  {
    name: 'Cookiebot',
    adapter: 'cmp',
    settings: { recipe: 'cookiebot' },
    module: `
      window.Cookiebot = { hasResponse: false, consent: { necessary: true, preferences: false, statistics: false, marketing: false } };
      window.loaded = true;
      window.answer = (yes) => {
        const { consent } = window.Cookiebot;
        window.Cookiebot.hasResponse = true;
        consent.preferences = consent.statistics = consent.marketing = yes;
        window.dispatchEvent(new Event('CookiebotOnConsentReady'));
      };
    `,
  },
];
