/* What a page follows, through the link shared by all tabs where the browser can share one, else through its own. */
import { Link } from "./link.js";

const edge = document.documentElement.dataset.edge;
const STALE = 2500; // ms without a sign of life after which the page says so

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
  setInterval(() => Date.now() - last > STALE && tell(false), 250);

  const join = () => {
    leave = "SharedWorker" in window ? shared(channels, step, beat) : own(channels, step, beat);
  };
  addEventListener("pagehide", () => leave());
  addEventListener("pageshow", (event) => event.persisted && join());
  join();
}

function shared(channels, step, beat) {
  const worker = new SharedWorker(new URL("./shared.js", import.meta.url), { type: "module", name: `kotinos ${edge}` });
  worker.port.onmessage = ({ data }) => (data.beat ? beat() : step(data.frames, data.whole));
  worker.port.postMessage({ edge: new URL(edge || "/", location.href).href.replace(/\/$/, ""), channels });
  return () => worker.port.postMessage({ leave: true });
}

function own(channels, step, beat) {
  const link = new Link(edge, channels, { step, beat });
  link.start();
  return () => link.stop();
}
