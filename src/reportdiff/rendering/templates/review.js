"use strict";
// A person decides on pairs and findings; the page builds the corrections file and saves it, without any server.
(() => {
  const find = (id) => document.getElementById(id);
  const toml = find("toml"), existing = toml.defaultValue, form = find("decide"), partner = find("partner");
  const body = find("table").tBodies[0], made = new Map(), status = find("decisions");
  let selected = null, saved = existing;

  // The file: what it held, less the rules that are decided anew, and a block for each decision.
  const plain = (text) => text.replace(/[\s\u0000-\u001f\u007f]+/g, " ").trim();
  const quoted = (text) => '"' + plain(text).replace(/\\/g, "\\\\").replace(/"/g, '\\"') + '"';
  const line = (key, text) => `${key} = ${quoted(text)}\n`;
  function without(text, decided) {
    const says = (chunk, key, name) => new RegExp(`^${key}\\s*=\\s*(?:"((?:[^"\\\\]|\\\\.)*)"|'([^']*)')`, "m").exec(chunk)?.slice(1).some((found) => found === name || found === quoted(name).slice(1, -1));
    return text.split(/^(?=\[)/m).map((chunk) => {
      const kind = /^\[\[\s*(confirm|forbid)\s*\]\]/.exec(chunk)?.[1];
      const same = kind && says(chunk, "current", decided.current) && (says(chunk, "prior", decided.prior) || (kind === "confirm" && decided.kind === "confirm"));
      return same ? chunk.replace(/^(?!\s*#)[^\n]*\S[^\n]*\n?/gm, "") : chunk;
    }).join("");
  }
  function built() {
    const blocks = new Set();
    let text = existing;
    for (const decided of made.values()) {
      if (decided.kind !== "accept") text = without(text, decided);
      blocks.add(decided.block);
    }
    if (!blocks.size) return existing;
    return [text.trimEnd() || toml.dataset.head, ...blocks].join("\n\n").replace(/\n{3,}/g, "\n\n").trimEnd() + "\n";
  }
  function refresh() {
    toml.value = built();
    status.textContent = made.size ? status.dataset[toml.value === saved ? "saved" : "text"].replace("{count}", made.size) : "";
    find("save").disabled = toml.value === existing && saved === existing;
    for (const option of find("f-review")?.options || []) {
      if (option.value) option.textContent = `${option.dataset.text} (${Array.from(body.rows).filter((row) => row.dataset.review === option.value).length})`;
    }
  }

  // Pairs.
  function mark(row, kind) {
    row.querySelector(".decision")?.remove();
    if (kind) {
      const tag = document.createElement("span");
      tag.className = "tag decision";
      tag.textContent = form.dataset[kind] + (kind === "confirm" && made.get(row.id).prior !== row.dataset.prior ? ` ← ${made.get(row.id).prior}` : "");
      row.cells[0].append(" ", tag);
    }
    row.dataset.asked ??= row.dataset.review;
    row.dataset.review = kind ? "decided" : row.dataset.asked;
  }
  function decide(kind, prior) {
    const row = selected;
    if (!row || !row.dataset.current || !prior) return;
    const names = { prior, current: row.dataset.current };
    const issuer = toml.dataset.issuer ? line("issuer", toml.dataset.issuer) : "";
    made.set(row.id, { kind, ...names, block: `[[${kind}]]\n${line("prior", prior)}${line("current", names.current)}${issuer}`.trimEnd() });
    mark(row, kind);
    refresh();
    step(1);
  }
  function undo() {
    if (!selected || !made.delete(selected.id)) return;
    mark(selected, "");
    refresh();
  }
  function step(way) {
    const rows = Array.from(body.rows).filter((row) => row === selected || (row.dataset.review === "yes" && (!row.hidden || way === 0)));
    const at = rows.indexOf(selected);
    const row = rows[at < 0 ? (way < 0 ? rows.length - 1 : 0) : at + way];
    if (row) row.dispatchEvent(new CustomEvent("open", { bubbles: true }));
  }
  function select(row) {
    selected = row;
    form.hidden = !row.dataset.current;
    for (const button of form.querySelectorAll("[data-kind]")) button.disabled = !row.dataset.prior;
    find("pair").textContent = `${row.dataset.prior || "—"} → ${row.dataset.current}`;
    partner.setAttribute("list", "partners-" + row.dataset.status);
    partner.value = "";
    partner.setCustomValidity("");
  }
  body.addEventListener("shown", (event) => select(event.target));
  for (const button of form.querySelectorAll("[data-kind]")) button.addEventListener("click", () => decide(button.dataset.kind, selected.dataset.prior));
  find("undo").addEventListener("click", undo);
  for (const button of document.querySelectorAll("[data-step]")) button.addEventListener("click", () => step(Number(button.dataset.step)));
  partner.addEventListener("input", () => partner.setCustomValidity(""));
  partner.addEventListener("keydown", (event) => { if (event.key === "Escape") { event.stopPropagation(); partner.value = ""; selected?.querySelector("button").focus(); } });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const options = Array.from(partner.list.options), typed = plain(partner.value);
    const chosen = options.find((option) => option.value === typed) || options.find((option) => option.dataset.name === typed);
    partner.setCustomValidity(chosen ? "" : form.dataset.unknown);
    if (chosen) decide("confirm", chosen.dataset.name);
    else partner.reportValidity();
  });

  // Findings.
  for (const muting of document.querySelectorAll("form.mute")) {
    const finding = muting.closest(".finding"), button = muting.querySelector("button"), reason = muting.querySelector("input");
    muting.addEventListener("submit", (event) => {
      event.preventDefault();
      if (!made.delete(finding.id)) made.set(finding.id, { kind: "accept", block: finding.dataset.accept.trimEnd() + "\n" + line("reason", reason.value).trimEnd() });
      const muted = made.has(finding.id);
      finding.classList.toggle("muted", muted);
      reason.readOnly = muted;
      button.textContent = button.dataset[muted ? "undo" : "mute"];
      finding.focus({ preventScroll: true });
      refresh();
    });
    reason.addEventListener("keydown", (event) => { if (event.key === "Escape") { event.stopPropagation(); finding.focus(); } });
  }

  function save() {
    if (find("save").disabled) return;
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([toml.value], { type: "application/toml" }));
    link.download = toml.dataset.file;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
    saved = toml.value;
    refresh();
  }
  find("save").addEventListener("click", save);
  window.addEventListener("beforeunload", (event) => { if (toml.value !== saved) event.preventDefault(); });
  const keys = {
    y: () => decide("confirm", selected?.dataset.prior), x: () => decide("forbid", selected?.dataset.prior), u: undo, s: save,
    r: () => { if (!form.hidden) partner.focus(); }, j: () => step(1), k: () => step(-1),
    m: () => document.activeElement.closest(".finding")?.querySelector(".mute input")?.focus(),
  };
  document.addEventListener("keydown", (event) => {
    if (/^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName) || event.ctrlKey || event.metaKey || event.altKey || !keys[event.key]) return;
    event.preventDefault();
    keys[event.key]();
  });
  refresh();
})();
