/** A breath in a long piece of work, in which a signal and the progress line have their turn. */
export type Pause = () => Promise<void>;

/** For work in a thread of its own: whoever wants it to stop ends the thread. */
export const noPause: Pause = () => Promise.resolve();
