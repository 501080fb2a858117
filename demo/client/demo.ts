import { startBar } from './bar.ts';

startBar();
