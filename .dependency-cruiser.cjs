// The layers of src, lowest first. Imports only point down: a folder may import the layers below its own, never a
// neighbour of its own layer. ARCHITECTURE.md says why.
const layers = [
  ["support"],
  ["random", "stats"],
  ["systems"],
  ["engine"],
  ["fleet"],
  ["policies", "faults", "metrics", "invariants"],
  ["scenario"],
  ["simulation"],
  ["vectors"],
  ["conformance", "validation", "experiment", "chaos"],
  ["warnings"],
  ["report", "testing"],
  ["cli"],
];

const inside = (folders) => `^src/(${folders.join("|")})/`;

const importsPointDown = layers.flatMap((folders, height) =>
  folders.map((folder) => {
    const neighbours = folders.filter((other) => other !== folder);
    const above = layers.slice(height + 1).flat();
    return {
      name: `${folder}-imports-downwards`,
      severity: "error",
      from: { path: inside([folder]) },
      to: {
        path: [`^src/index\\.ts$`, ...[...neighbours, ...above].map((other) => inside([other]))],
      },
    };
  }),
);

module.exports = {
  forbidden: [
    ...importsPointDown,
    {
      name: "rules-know-no-engine",
      comment:
        "Policies, faults, metrics and invariants are pure; only simulation/ wires them to the run loop.",
      severity: "error",
      from: { path: inside(layers[5]) },
      to: { path: inside(["engine"]) },
    },
    {
      name: "the-simulated-world-touches-nothing-outside",
      comment:
        "A run depends on its inputs alone: no files, no network, no process below the scenario.",
      severity: "error",
      from: { path: inside([...layers.slice(0, 6).flat(), "simulation"]) },
      to: { dependencyTypes: ["core"] },
    },
    { name: "no-cycles", severity: "error", from: {}, to: { circular: true } },
    { name: "no-unresolved", severity: "error", from: {}, to: { couldNotResolve: true } },
    {
      name: "no-development-packages",
      comment: "Those who install the package do not have them.",
      severity: "error",
      from: { path: "^src/" },
      to: { dependencyTypes: ["npm-dev"], dependencyTypesNot: ["type-only"] },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
      extensions: [".ts", ".js", ".mjs", ".json"],
    },
  },
};
