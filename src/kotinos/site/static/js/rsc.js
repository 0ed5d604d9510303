/* The parts of a 34-character RSC that pages need: discipline 3, gender 1, event 18, phase 4, unit 8. */

const upTo = (length) => (rsc) => rsc.slice(0, length).padEnd(34, "-");

export const disciplineOf = (rsc) => rsc.slice(0, 3);
export const eventOf = upTo(22);
export const phaseOf = upTo(26);
export const unitPath = (language, rsc) => `/${language}/unit/${rsc}`;
export const eventPath = (language, rsc) => `/${language}/event/${eventOf(rsc)}`;
