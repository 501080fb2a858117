import { arch, availableParallelism, cpus, platform } from 'node:os';

/** What figures depend on, in a line: processor, cores, system and Node. */
export function machine(): string {
  const model = cpus()[0]?.model.trim() ?? arch();
  return `${model}, ${availableParallelism()} cores, ${platform()}, Node ${process.versions.node}`;
}
