import { avb } from "./avb.js";
import { cgpt } from "./cgpt.js";
import { gptprio } from "./gptprio.js";
import { greenboot } from "./greenboot.js";
import type { Loader } from "./loader.js";
import { systemd } from "./systemd.js";
import { uboot } from "./uboot.js";
import { uncounted } from "./uncounted.js";

/** Every boot loader. */
export const loaders = { avb, cgpt, gptprio, greenboot, systemd, uboot, uncounted } as const;
/** The name of a boot loader. */
export type LoaderName = keyof typeof loaders;
/** The names of the boot loaders. */
export const loaderNames = Object.keys(loaders) as [LoaderName, ...LoaderName[]];

/** A boot loader by its name. */
export function loaderOf(name: LoaderName): Loader {
  return loaders[name];
}
