export { extra } from '@inkling/engine/extra';
