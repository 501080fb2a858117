import {
  type BuiltApp,
  buildApp,
  FRAMEWORKS,
} from '../../packages/bindings/test/support/build-app.ts';

/** The bindings' own test apps, ready to be served to a real browser, by framework. */
export async function buildBindingApps(): Promise<ReadonlyMap<string, BuiltApp>> {
  const apps = new Map<string, BuiltApp>();
  for (const framework of FRAMEWORKS) apps.set(framework, await buildApp(framework));
  return apps;
}
