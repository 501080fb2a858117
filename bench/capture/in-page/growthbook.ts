import { GrowthBook } from '@growthbook/growthbook';
import { tell } from './tell.ts';

const start = async (): Promise<void> => {
  const growthbook = new GrowthBook({
    apiHost: location.origin,
    clientKey: 'bench',
    attributes: { id: 'visitor', url: location.pathname, page_view: 1 },
  });
  await growthbook.init({ timeout: 2_000 });
  for (const name of Object.keys(growthbook.getFeatures())) growthbook.isOn(name);
  tell();
};
void start();
