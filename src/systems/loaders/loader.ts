/** Attribute words of the slots of a host: `count` of them from `base` on. */
export type Slots = Uint16Array;

/** A boot loader with the rules by which hosts and installers write what it reads. Pure but for the words it is given. */
export interface Loader {
  /** As written in `update.loader`. */
  readonly name: string;
  /** Trial boots of a new image where nobody says otherwise. */
  readonly tries: number;
  /** Whether boots of a slot that was marked good use up tries too, so that every boot has to mark it again. */
  readonly spendsProven: boolean;
  /** The slot the next boot takes; -1 where there is none. Changes nothing. */
  next(slots: Slots, base: number, count: number): number;
  /** What the loader writes when it boots `slot`, or finds none (-1). @returns whether it wrote anything. */
  boot(slots: Slots, base: number, count: number, slot: number): boolean;
  /** An installer has written an image to `slot`: the next boot tries it, `tries` times. */
  install(slots: Slots, base: number, count: number, slot: number, tries: number): void;
  /** The host marks `slot`, which it runs, good; a loader may refuse and leave it unsuccessful. */
  markGood(slots: Slots, base: number, count: number, slot: number): void;
}
