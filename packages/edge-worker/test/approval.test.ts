import { expect, test } from 'vitest';
import { makeProgram, makeSite, openApp } from './helpers.ts';

const { ask } = openApp();

async function openSite() {
  const { site, token } = await makeSite(ask, {});
  const as = async (who: string, method: string, path: string, body?: unknown) => {
    const response = await ask(`/v1/sites/${site}${path}`, {
      ...{ method, token: who },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, ...(text ? (JSON.parse(text) as object) : {}) } as Record<
      string,
      unknown
    >;
  };
  const person = async (label: string, scopes = ['publish', 'read']) =>
    (await as(token, 'POST', '/tokens', { label, scopes })).token as string;
  const set = await as(token, 'PUT', '/settings', { approval: true });
  expect(set).toMatchObject({ status: 200, approval: true, env: 'development' });
  const ann = await person('ann');
  const put = (query = '') => as(ann, 'PUT', `/rules${query}`, makeProgram(site, ['new']));
  return { site, token, as, person, ann, put, ben: await person('ben') };
}
const seqOf = async (site: string) =>
  ((await (await ask(`/v1/sites/${site}/rules.json`)).json()) as { seq: number }).seq;

test('what one person publishes waits for another', async () => {
  const { site, as, ann, ben, put } = await openSite();
  expect(await put()).toMatchObject({ status: 202, proposal: 1 });
  expect(await seqOf(site)).toBe(1);
  expect(await as(ann, 'POST', '/proposals/1/approve')).toMatchObject({ status: 403 });
  expect(await as(ben, 'POST', '/proposals/1/approve')).toMatchObject({ status: 200, seq: 2 });
  expect(await seqOf(site)).toBe(2);
  expect(await as(ben, 'POST', '/proposals/1/approve')).toMatchObject({ status: 404 });
  expect(await as(ben, 'GET', '/proposals')).toMatchObject({
    proposals: [{ n: 1, percent: 100, approved: 1 }],
    next: null,
  });
});

test('two tokens of one label are one person', async () => {
  const { as, person, put } = await openSite();
  await put();
  const other = await person('ann');
  expect(await as(other, 'POST', '/proposals/1/approve')).toMatchObject({ status: 403 });
});

test('a roll-out waits once, and then goes on without', async () => {
  const { site, as, ann, ben, put } = await openSite();
  await as(ann, 'GET', '/proposals');
  expect(await put('?percent=5')).toMatchObject({ status: 202 });
  expect(await as(ben, 'POST', '/proposals/1/approve')).toMatchObject({
    next: { seq: 2, percent: 5 },
  });
  expect(await as(ann, 'PUT', '/rollout', { percent: 100 })).toMatchObject({ status: 200 });
  expect(await seqOf(site)).toBe(4);
});

test('roll-back and kill switch wait for nobody', async () => {
  const { as, ann } = await openSite();
  expect(await as(ann, 'POST', '/rollback', { to: 1 })).toMatchObject({ status: 200, seq: 2 });
  expect(await as(ann, 'PUT', '/kill', { kill: true })).toMatchObject({ kill: true });
});

test('what was taken off the list cannot be approved', async () => {
  const { as, ann, ben, put } = await openSite();
  await put();
  expect(await as(ann, 'DELETE', '/proposals/1')).toMatchObject({ status: 204 });
  expect(await as(ben, 'POST', '/proposals/1/approve')).toMatchObject({ status: 404 });
  expect(await as(ann, 'DELETE', '/proposals/1')).toMatchObject({ status: 404 });
});
