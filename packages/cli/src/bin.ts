import { enableCompileCache } from 'node:module';

// Before anything else is read, so that the second start finds our sources compiled.
enableCompileCache();
const { main } = await import('./main.ts');
await main();
