import { boot } from './boot.ts';

try {
  boot(window);
} catch {
  // The page shows its defaults; the SDK will find out what is wrong.
}
