import { presets } from "./index.js";
import { isSettings, mergeSettings, type Settings } from "./merge-settings.js";

/** The data of a scenario with what the presets of its policies say, so that their parts have a kind and their figures a value. */
export function withPresets(data: Settings): Settings {
  const { policies } = data;
  if (!isSettings(policies)) return data;
  const filled = Object.entries(policies).map(([name, policy]) => {
    const preset = isSettings(policy)
      ? presets.find((one) => one.name === policy["preset"])
      : undefined;
    return [
      name,
      preset === undefined ? policy : mergeSettings(preset.settings, policy as Settings),
    ];
  });
  return { ...data, policies: Object.fromEntries(filled) as Settings };
}
