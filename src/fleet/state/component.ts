/** What a component of a host is. An image brings all three; packages may bring one. */
export const Component = { Kernel: 0, Userland: 1, Runtime: 2 } as const;
/** One of the components. */
export type Component = (typeof Component)[keyof typeof Component];
