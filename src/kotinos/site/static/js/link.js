/* The link to the edge: a snapshot, then everything after it, whole steps at a time. It heals itself.

   It keeps the place (`epoch`, `offset`) of the last step it handed on. A connection that dies in the middle of a step is resumed
   from before that step, so nobody ever sees half of one. */

const SILENCE = 5000; // ms without a beat after which a connection that still looks open is given up
const LONGEST = 8000; // ms between two attempts at most

export class Link {
  #source = null;
  #timer = 0;
  #attempts = 0;
  #place = null;
  #held = [];
  #stopped = false;
  #reading = null;

  /** `step(frames, whole)` gets the documents of whole steps; `whole` means they replace all others. `beat()`: the edge is there. */
  constructor(edge, channels, { step, beat }) {
    this.edge = edge;
    this.channels = channels;
    this.step = step;
    this.beat = beat;
  }

  start() {
    this.#connect();
  }

  stop() {
    this.#stopped = true;
    this.#close();
  }

  #address(path, more = {}) {
    return `${this.edge}/${path}?${new URLSearchParams({ channels: this.channels.join(","), ...more })}`;
  }

  async #connect() {
    this.#close();
    if (this.#stopped) return;
    this.#watch();
    try {
      if (this.#place === null) await this.#snapshot();
      if (!this.#stopped) this.#follow();
    } catch {
      this.#retry();
    }
  }

  async #snapshot() {
    this.#reading = new AbortController();
    const answer = await fetch(this.#address("snapshot"), { cache: "no-store", signal: this.#reading.signal });
    if (!answer.ok) throw new Error(`snapshot: ${answer.status}`);
    const { epoch, offset, documents } = await answer.json();
    this.#place = { epoch, offset };
    this.#held = [];
    this.step(documents, true);
    this.beat();
  }

  #follow() {
    const source = new EventSource(this.#address("stream", this.#place));
    this.#source = source;
    const heard = () => {
      this.#attempts = 0;
      this.#watch();
      this.beat();
    };
    source.addEventListener("hello", heard);
    source.addEventListener("beat", heard);
    source.addEventListener("message", (event) => {
      heard();
      const frame = JSON.parse(event.data);
      this.#held.push(frame);
      if (frame.last) this.#finish(frame);
    });
    source.addEventListener("step", (event) => {
      heard();
      this.#finish(JSON.parse(event.data));
    });
    source.addEventListener("reload", () => {
      this.#place = null;
      this.#connect();
    });
    source.addEventListener("error", () => this.#retry());
  }

  #finish({ epoch, offset }) {
    this.#place = { epoch: epoch ?? this.#place.epoch, offset };
    const frames = this.#held;
    this.#held = [];
    if (frames.length) this.step(frames, false);
  }

  #retry() {
    this.#close();
    if (this.#stopped) return;
    // Doubling, and spread so that ten thousand pages do not come back in the same instant.
    const wait = Math.min(LONGEST, 250 * 2 ** this.#attempts++) * (0.5 + Math.random() / 2);
    this.#timer = setTimeout(() => this.#connect(), wait);
  }

  #watch() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#retry(), SILENCE);
  }

  #close() {
    clearTimeout(this.#timer);
    this.#reading?.abort();
    this.#source?.close();
    this.#source = null;
    this.#held = [];
  }
}
