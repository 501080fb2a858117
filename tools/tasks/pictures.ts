import { join } from 'node:path';
import { root } from '../lib/root.ts';
import { stayAtHome } from '../lib/stay-at-home.ts';

/** What is asked of the suite, which knows the browser's types and is not checked with ours. */
interface Photographer {
  takePictures(
    folder: string,
    names: readonly string[],
    onPicture: (path: string) => void,
  ): Promise<void>;
}

/** Takes the pictures of the demo in `docs/images` again, or only those that are named. */
export async function pictures(args: readonly string[]): Promise<number> {
  stayAtHome();
  const module = join(root, 'e2e/lib/pictures/take-pictures.ts');
  const { takePictures } = (await import(module)) as Photographer;
  await takePictures(join(root, 'docs/images'), args, (path) => console.log(path));
  return 0;
}
