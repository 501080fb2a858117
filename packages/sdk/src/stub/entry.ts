import { installStub } from './stub.ts';

installStub(window);
