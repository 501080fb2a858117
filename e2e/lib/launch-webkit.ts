import { spawn } from 'node:child_process';
import { Builder, Capabilities, type WebDriver } from 'selenium-webdriver';
import { freePort } from '../../tools/stack/free-port.ts';

const TRIPLE = process.arch === 'arm64' ? 'aarch64-linux-gnu' : 'x86_64-linux-gnu';
const MINI_BROWSER = `/usr/lib/${TRIPLE}/webkit2gtk-4.1/MiniBrowser`;

/** A running WebKitGTK with a profile of its own. */
export interface LaunchedWebKit {
  readonly driver: WebDriver;
  /** Ends the browser, its driver and their display. */
  close(): Promise<void>;
}

/**
 * Starts WebKitGTK on a virtual display. Linux only.
 *
 * @throws Error when the driver does not answer within 20 s.
 */
export async function launchWebKit(): Promise<LaunchedWebKit> {
  const port = await freePort(0);
  const words = ['-a', 'dbus-run-session', '--', 'WebKitWebDriver', `--port=${port}`];
  const child = spawn('xvfb-run', words, {
    stdio: 'ignore',
    detached: true, // A group of its own, so that all of it can be ended.
    env: { ...process.env, WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1' },
  });
  const end = (): void => {
    if (child.pid && child.exitCode === null) process.kill(-child.pid, 'SIGTERM');
  };
  try {
    await answers(`http://127.0.0.1:${port}/status`, 20_000);
    const driver = await new Builder()
      .usingServer(`http://127.0.0.1:${port}`)
      .withCapabilities(
        new Capabilities({
          browserName: 'MiniBrowser',
          'webkitgtk:browserOptions': { binary: MINI_BROWSER, args: ['--automation'] },
        }),
      )
      .build();
    return {
      driver,
      async close() {
        await driver.quit().finally(end);
      },
    };
  } catch (error) {
    end();
    throw error;
  }
}

async function answers(url: string, withinMs: number): Promise<void> {
  const until = Date.now() + withinMs;
  for (;;) {
    try {
      await fetch(url);
      return;
    } catch (error) {
      if (Date.now() > until) throw new Error(`WebKitWebDriver does not answer.`, { cause: error });
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}
