import { definePrivacyPanel } from './privacy-panel.ts';

definePrivacyPanel(window);
