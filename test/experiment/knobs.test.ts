import { describe, expect, it } from "vitest";
import { findKnob, KnobError, listKnobs, turnKnob } from "../../src/experiment/knobs.js";
import { decodeData } from "../../src/scenario/load.js";
import { readYaml } from "../../src/scenario/read-yaml.js";
import { readTextFile } from "../../src/scenario/text-file.js";
import type { Settings } from "../../src/policies/merge-settings.js";

const data = readYaml(readTextFile("scenarios/docker-1.7.1-bridge.yaml")).data as Settings;

function complaint(path: string): string {
  try {
    findKnob(data, path);
  } catch (error) {
    expect(error).toBeInstanceOf(KnobError);
    return (error as KnobError).message;
  }
  throw new Error(`${path} is a knob`);
}

describe("a knob", () => {
  it("is found by the names of what it stands in", () => {
    expect(findKnob(data, "fleet.groups[web].hosts")).toEqual({
      name: "fleet.groups[web].hosts",
      place: ["fleet", "groups", 0, "hosts"],
      value: 300,
    });
    expect(findKnob(data, "fleet.groups.0.hosts").name).toBe("fleet.groups[web].hosts");
    expect(findKnob(data, "releases[723.0.0].defects[bridge].probability").value).toBe("95%");
    expect(findKnob(data, "channels.alpha.reaction.median").name).toBe(
      "channels[alpha].reaction.median",
    );
  });

  it("has the value that the preset gives where the file is silent", () => {
    expect(findKnob(data, "policies[coreos].reboot.max").value).toBe(1);
    expect(findKnob(data, "policies[coreos].reboot.recheckWindow").value).toBe(false);
    expect(findKnob(data, "people.crews").value).toBe(3);
    expect(findKnob(data, "server.maxDownloads").value).toBeUndefined();
  });

  it("can be turned, which the scenario then says and nothing else", () => {
    const before = structuredClone(data);
    const knob = findKnob(data, "policies[coreos].reboot.max");
    const turned = turnKnob(data, knob, 7);
    expect(data).toEqual(before);
    expect(findKnob(turned, knob.name).value).toBe(7);
    const { scenario } = decodeData(turned, { file: "turned", description: "" });
    expect(scenario!.policies["coreos"]!.reboot).toMatchObject({ kind: "locksmith", max: 7 });
    expect(scenario!.policies["coreos-rkt"]!.reboot).toMatchObject({ max: 1 });
  });

  it("is listed under the name it is found by", () => {
    const listed = listKnobs(data);
    expect(listed.length).toBeGreaterThan(80);
    for (const knob of listed) expect(findKnob(data, knob.name)).toEqual(knob);
  });
});

describe("a path that leads nowhere", () => {
  it.each([
    ["fleet.groups[wbe].hosts", 'got "wbe"; did you mean "web"?'],
    ["fleet.groups[web].host", 'got "host"; did you mean "hosts"?'],
    ["policies[coreos].reboot.maxx", 'got "maxx"; did you mean "max"?'],
    ["policies[coreso].reboot.max", 'got "coreso"; did you mean "coreos"?'],
    ["fleet.group[web].hosts", 'got "group"; did you mean "groups"?'],
    ["policies[coreos].reboot", "expected the path of one figure"],
    ["fleet.groups[1].hosts", "expected an entry of fleet.groups (web)"],
    ["fleet..hosts", "expected a path such as"],
    ["", "expected a path such as"],
    ["fleet.groups[web].hosts.more", "expected a field of fleet.groups[web].hosts, which has none"],
  ])("%s is refused with what was meant", (path, message) => {
    expect(complaint(path)).toContain(message);
  });
});
