/* The schedule as it stands. A discipline's schedule is published when it is planned; from then on each change of a unit
   is an update of its own. For each unit the newer of the two stands. */
import { channel } from "./channels.js";

/** The channels that carry the schedule of what begins with `prefix`. */
export const schedule = (prefix = "") => [channel("DT_SCHEDULE", prefix), channel("DT_SCHEDULE_UPDATE", prefix)];

/** The units of the schedule, each with its `discipline` and that discipline's name by language, `sport`. */
export function planned(store) {
  const newest = new Map();
  for (const { step, body } of [...store.all("DT_SCHEDULE"), ...store.all("DT_SCHEDULE_UPDATE")]) {
    for (const unit of body.units) {
      if ((newest.get(unit.rsc)?.step ?? 0) > step) continue;
      newest.set(unit.rsc, { step, unit: { ...unit, discipline: body.discipline, sport: body.name } });
    }
  }
  return [...newest.values()].map(({ unit }) => unit);
}
