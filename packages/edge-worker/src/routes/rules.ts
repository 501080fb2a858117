import { getDraft, putDraft } from '../handlers/drafts.ts';
import { Kill, putKill } from '../handlers/kill.ts';
import { getProposals, getVersions } from '../handlers/lists.ts';
import {
  deleteProposal,
  getProposal,
  postApproval,
  postPublish,
  postRollBack,
  putRules,
  RollBack,
} from '../handlers/publish.ts';
import { deleteRollout, getRollout, putRollout, Share } from '../handlers/rollout.ts';
import { getDiff, getVersion } from '../handlers/versions.ts';
import { PAGE_QUERY } from '../http/read-page.ts';
import type { Route } from './route.ts';

/** Rules from draft to roll-back. */
export const RULES_ROUTES: readonly Route[] = [
  {
    method: 'PUT',
    path: '/rules',
    needs: 'publish',
    about: 'Compiles a rule file and publishes it, to all or to a part.',
    query: ['env', 'percent'],
    handler: putRules,
  },
  {
    method: 'GET',
    path: '/draft',
    needs: 'read',
    about: 'The draft, its revision as `ETag`.',
    query: ['env'],
    handler: getDraft,
  },
  {
    method: 'PUT',
    path: '/draft',
    needs: 'write',
    about: 'Saves a draft that compiles, over the revision in `If-Match`.',
    query: ['env'],
    handler: putDraft,
  },
  {
    method: 'POST',
    path: '/publish',
    needs: 'publish',
    about: 'Publishes the draft of the revision in `If-Match`, likewise.',
    query: ['env', 'percent'],
    handler: postPublish,
  },
  {
    method: 'GET',
    path: '/versions',
    needs: 'read',
    about: 'What was published, the newest first.',
    query: ['env', ...PAGE_QUERY],
    handler: getVersions,
  },
  {
    method: 'GET',
    path: '/versions/:seq',
    needs: 'read',
    about: 'One version with its rule file.',
    query: ['env'],
    handler: getVersion,
  },
  {
    method: 'GET',
    path: '/diff',
    needs: 'read',
    about: 'What changed between two versions, place by place.',
    query: ['from', 'to', 'env'],
    handler: getDiff,
  },
  {
    method: 'POST',
    path: '/rollback',
    needs: 'publish',
    about: 'Publishes the rules of an older version under a new number.',
    query: ['env'],
    body: RollBack,
    handler: postRollBack,
  },
  {
    method: 'GET',
    path: '/rollout',
    needs: 'read',
    about: 'What is being rolled out, and to what share of browsers.',
    query: ['env'],
    handler: getRollout,
  },
  {
    method: 'PUT',
    path: '/rollout',
    needs: 'publish',
    about: 'Gives the roll-out another share of browsers; 100 ends it with everybody.',
    query: ['env'],
    body: Share,
    handler: putRollout,
  },
  {
    method: 'DELETE',
    path: '/rollout',
    needs: 'publish',
    about: 'Takes what is rolled out back from everybody.',
    query: ['env'],
    handler: deleteRollout,
  },
  {
    method: 'GET',
    path: '/proposals',
    needs: 'read',
    about: 'What waits for a second person, or waited, the newest first.',
    query: PAGE_QUERY,
    handler: getProposals,
  },
  {
    method: 'GET',
    path: '/proposals/:n',
    needs: 'read',
    about: 'One proposal with its rule file.',
    handler: getProposal,
  },
  {
    method: 'POST',
    path: '/proposals/:n/approve',
    needs: 'publish',
    about: 'Publishes what another person proposed.',
    handler: postApproval,
  },
  {
    method: 'DELETE',
    path: '/proposals/:n',
    needs: 'publish',
    about: 'Takes a proposal off the list.',
    handler: deleteProposal,
  },
  {
    method: 'PUT',
    path: '/kill',
    needs: 'publish',
    about: 'Tells open tabs to stop, or to go on.',
    query: ['env'],
    body: Kill,
    handler: putKill,
  },
];
