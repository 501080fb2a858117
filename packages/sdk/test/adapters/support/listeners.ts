let listening: [target: EventTarget, type: string, listener: EventListener][] = [];

for (const target of [window, document] as EventTarget[]) {
  const add = target.addEventListener.bind(target);
  const record = (type: string, listener: EventListener): void => {
    listening.push([target, type, listener]);
    add(type, listener);
  };
  Object.assign(target, { addEventListener: record });
}

/** Takes off the window and the document what an earlier test left listening. */
export function forgetListeners(): void {
  for (const [target, type, listener] of listening) target.removeEventListener(type, listener);
  listening = [];
}
