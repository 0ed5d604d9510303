/* What a page follows, through the link shared by all tabs where the browser can share one, else through its own. */
import { Link } from "./link.js";

const edge = document.documentElement.dataset.edge;
const STALE = 2500; // ms without a sign of life from the edge after which the page says so
const DEAD = 3500; // ms without a sign of life from the shared worker after which the page goes on alone

/** Follow `channels`. `step(frames, whole)` as in `Link`; `state({ live, last })` when the link is lost or back. */
export function follow(channels, { step, state }) {
  let last = Date.now();
  let live = null;
  let leave = () => {};

  const tell = (now) => {
    if (now === live) return;
    live = now;
    state({ live, last });
  };
  const beat = () => {
    last = Date.now();
    tell(true);
  };
  const join = (alone) => {
    leave = alone ? own(channels, step, beat) : shared(channels, step, beat, () => join(true));
  };
  setInterval(() => Date.now() - last > STALE && tell(false), 250);
  addEventListener("pagehide", () => leave());
  addEventListener("pageshow", (event) => event.persisted && join(!("SharedWorker" in window)));
  join(!("SharedWorker" in window));
}

function shared(channels, step, beat, lose) {
  const worker = new SharedWorker(new URL("./shared.js", import.meta.url), { type: "module", name: `kotinos ${edge}` });
  let heard = Date.now();
  let silent = 0;
  worker.port.onmessage = ({ data }) => {
    heard = Date.now();
    if (data.beat) beat();
    else if (data.frames) step(data.frames, data.whole);
  };
  worker.port.postMessage({ edge: new URL(edge || "/", location.href).href.replace(/\/$/, ""), channels });
  const leave = () => {
    clearInterval(watch);
    worker.port.postMessage({ leave: true });
    worker.port.onmessage = null;
  };
  // Twice in a row, because a tab that was asleep first runs its timers and only then hears what was said meanwhile.
  const watch = setInterval(() => {
    silent = Date.now() - heard > DEAD ? silent + 1 : 0;
    if (silent < 2) return;
    leave();
    lose();
  }, 250);
  return leave;
}

function own(channels, step, beat) {
  const link = new Link(edge, channels, { step, beat });
  link.start();
  return () => link.stop();
}
