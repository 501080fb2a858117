import { getUnsigned, postRotate, putKeys, Signed } from '../handlers/keys.ts';
import { getAudit, getTokens } from '../handlers/lists.ts';
import { deleteSession, getSession, postSession } from '../handlers/session.ts';
import { getSettings, putSettings, Settings } from '../handlers/settings.ts';
import { deleteToken, postToken, Token } from '../handlers/sites.ts';
import { PAGE_QUERY } from '../http/read-page.ts';
import type { Route } from './route.ts';

/** Who may do what, who did what, and with which keys. */
export const ACCESS_ROUTES: readonly Route[] = [
  {
    method: 'POST',
    path: '/session',
    needs: 'read',
    about: 'A cookie in exchange for the token: it reads and nothing else, for 8 hours.',
    repeats: true,
    handler: postSession,
  },
  {
    method: 'GET',
    path: '/session',
    needs: 'read',
    about: 'Says what who asks may do.',
    handler: getSession,
  },
  {
    method: 'DELETE',
    path: '/session',
    needs: 'read',
    about: 'Ends the session in the cookie.',
    repeats: true,
    handler: deleteSession,
  },
  {
    method: 'GET',
    path: '/tokens',
    needs: 'admin',
    about: 'Every token there was, without secrets.',
    query: PAGE_QUERY,
    handler: getTokens,
  },
  {
    method: 'POST',
    path: '/tokens',
    needs: 'admin',
    about: 'Makes a token, which is shown this once. The bootstrap token may, too.',
    body: Token,
    handler: postToken,
  },
  {
    method: 'DELETE',
    path: '/tokens/:id',
    needs: 'admin',
    about: 'Revokes a token, at once.',
    handler: deleteToken,
  },
  {
    method: 'GET',
    path: '/audit',
    needs: 'admin',
    about: 'The audit log, the oldest first, and whether its chain holds.',
    query: PAGE_QUERY,
    handler: getAudit,
  },
  {
    method: 'POST',
    path: '/keys/rotate',
    needs: 'admin',
    about: 'Makes a new signing key beside the old one.',
    handler: postRotate,
  },
  {
    method: 'GET',
    path: '/keys/unsigned',
    needs: 'admin',
    about: 'What an outside root key has to sign.',
    handler: getUnsigned,
  },
  {
    method: 'PUT',
    path: '/keys',
    needs: 'admin',
    about: 'Takes the list of keys, signed by the outside root key.',
    body: Signed,
    handler: putKeys,
  },
  {
    method: 'GET',
    path: '/settings',
    needs: 'read',
    about: 'How the site is set up.',
    handler: getSettings,
  },
  {
    method: 'PUT',
    path: '/settings',
    needs: 'admin',
    about: 'Says whether what one person publishes needs the word of another.',
    body: Settings,
    handler: putSettings,
  },
];
