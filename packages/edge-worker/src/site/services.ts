import { AnswerService } from './answer-service.ts';
import type { SiteCore } from './core.ts';
import { KeyService } from './key-service.ts';
import { LifeService } from './life-service.ts';
import { PreviewService } from './preview-service.ts';
import { PublishService } from './publish-service.ts';
import { RulesService } from './rules-service.ts';
import { SessionService } from './session-service.ts';
import { TokenService } from './token-service.ts';
import { WordService } from './word-service.ts';

/** What a site's object can be asked beside counts. Arguments and answers are plain data. */
export interface Services {
  readonly answers: AnswerService;
  readonly life: LifeService;
  readonly tokens: TokenService;
  readonly rules: RulesService;
  readonly publishing: PublishService;
  readonly previews: PreviewService;
  readonly sessions: SessionService;
  readonly words: WordService;
  readonly keys: KeyService;
}

/** Opens all services of a site. */
export function openServices(core: SiteCore): Services {
  return {
    answers: new AnswerService(core),
    life: new LifeService(core),
    tokens: new TokenService(core),
    rules: new RulesService(core),
    publishing: new PublishService(core),
    previews: new PreviewService(core),
    sessions: new SessionService(core),
    words: new WordService(core),
    keys: new KeyService(core),
  };
}

/** Asks one method of a service, by names, as they come through a remote call. */
export async function callService(
  services: Services,
  service: keyof Services,
  method: string,
  args: readonly unknown[],
): Promise<unknown> {
  const own = services[service] as unknown as {
    readonly [method: string]: (...args: readonly unknown[]) => unknown;
  };
  return own[method]!(...args);
}

/** The arguments of a service's method. */
export type ArgsOf<S extends keyof Services, M extends keyof Services[S]> = Services[S][M] extends (
  ...args: infer Args
) => unknown
  ? Args
  : never;

/** What a service's method answers. */
export type AnswerOf<
  S extends keyof Services,
  M extends keyof Services[S],
> = Services[S][M] extends (...args: never) => infer Answer ? Awaited<Answer> : never;
