/* What the page knows: the newest version of each document, taken whole steps at a time. */

export class Store {
  documents = new Map();

  /** Take the documents of one or more whole steps; `whole` says that they are all there is. */
  take(frames, whole) {
    if (whole) this.documents.clear();
    for (const frame of frames) {
      if (frame.body === null) this.documents.delete(frame.key);
      else this.documents.set(frame.key, frame);
    }
  }

  /** The document of a type and RSC, or `undefined`. */
  get(type, rsc) {
    return this.documents.get(`${type}/${rsc}`);
  }

  /** All documents of a type, in the order of their keys. */
  all(type) {
    return [...this.documents.values()]
      .filter((frame) => frame.type === type)
      .sort((a, b) => (a.key < b.key ? -1 : 1));
  }
}
