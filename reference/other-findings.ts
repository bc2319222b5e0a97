/** Findings that no invariant is about, named beside them in reports and under `chaos.accept`. */
export const otherFindings: readonly { readonly name: string; readonly doc: string }[] = [
  {
    name: "policy-obeys-the-rules",
    doc: "A policy keeps to what a policy may do: it does not throw, write to what it is given, wake in the past, or order what cannot be. One that does not is stopped, and the run goes on without its orders (docs/own-policies.md).",
  },
  {
    name: "runs-to-the-end",
    doc: "A run of a search ends at its horizon and does not break off.",
  },
];
