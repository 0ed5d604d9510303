/* Channels say what a page follows: a document type and the beginning of an RSC, as docs/reference/feed.md has them. */

/** All documents of a type whose RSC begins with `prefix`: `DT_RESULT:ATHM100M*`. */
export function channel(type, prefix = "") {
  return `${type}:${prefix}*`;
}

/** Whether a channel carries a frame. */
export function carries(name, { type, rsc }) {
  const [wanted, prefix] = name.split(":");
  return wanted === type && rsc.startsWith(prefix.slice(0, -1));
}
