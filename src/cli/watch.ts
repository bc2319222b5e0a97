import { watch } from "chokidar";

/** An editor may write a file in several steps: quiet for this long means it is saved [ms]. */
const SAVED = 100;

/** Calls back each time a file is saved, one call after the other, until Ctrl-C. */
export async function watchFile(file: string, onSave: () => Promise<void>): Promise<void> {
  const watcher = watch(file, {
    ignoreInitial: true,
    awaitWriteFinish: { stabilityThreshold: SAVED, pollInterval: SAVED / 2 },
  });
  let isWanted = false;
  let isBusy = false;
  const again = async (): Promise<void> => {
    isWanted = true;
    if (isBusy) return;
    isBusy = true;
    while (isWanted) {
      isWanted = false;
      await onSave();
    }
    isBusy = false;
  };
  await new Promise<void>((resolve, reject) => {
    const saved = (): void => {
      again().catch(reject);
    };
    watcher.on("change", saved).on("add", saved);
    watcher.on("ready", () => process.stderr.write(`watching ${file}; Ctrl-C ends\n`));
    process.once("SIGINT", resolve);
  });
  await watcher.close();
}
