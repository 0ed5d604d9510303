/* A reader types like a keyboard and ends each line with Enter: the field is sent when what was read is whole, not after its first line. */
const WHOLE = {
  "": (lines) => lines.length === 1 && (/^GA1:/.test(lines[0]) || /^([A-Z]{2}\d{4}\s*)?\d{1,7}(-\d)?$/i.test(lines[0]) || /^\w{4,20}[\s/]+[A-Z]{3}$/i.test(lines[0])),
  document: () => false,
};
const zone = (lines) =>
  [[2, 44], [2, 36], [3, 30]].some(([count, width]) => lines.length === count && lines.every((line) => line.length === width));

for (const field of document.querySelectorAll("textarea[data-scan]")) {
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey) return;
    const lines = field.value.split(/\s*\n\s*/).map((line) => line.trim()).filter(Boolean);
    if (WHOLE[field.dataset.scan](lines) || (field.dataset.scan === "" && zone(lines))) {
      event.preventDefault();
      field.form.requestSubmit();
    } else if (zone(lines)) {
      // The document is read; the next thing to do is to look at the person.
      event.preventDefault();
      const fields = [...field.form.elements];
      const next = fields.slice(fields.indexOf(field) + 1).filter((one) => one.type !== "hidden" && one.checkVisibility());
      (next.find((one) => one.matches("[data-open], [data-take]")) ?? next[0])?.focus();
    }
  });
}

/* What a reader types goes into its field, wherever on the page somebody has been meanwhile; and never works a link. */
const reader = document.querySelector("textarea[data-scan]");
document.addEventListener("keydown", (event) => {
  if (!reader || event.key.length !== 1 || event.key === " " || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.matches("textarea, select, input:not([type=checkbox], [type=file])")) return;
  reader.focus();
  reader.select();
});

for (const link of document.querySelectorAll("[data-then]")) {
  link.addEventListener("click", () => document.getElementById(link.dataset.then).focus());
}
