"use strict";
(() => {
  const root = document.documentElement;
  const find = (id) => document.getElementById(id);
  root.classList.add("js");
  const table = find("table");
  const body = table.tBodies[0];
  const rows = Array.from(body.rows);
  const ids = (element) => element.dataset.show.split(" ").filter(Boolean);
  // A search looks through the rows and the sentences of both texts that they stand in; rows that fit themselves come first.
  const sentences = (row) => Array.from(new Set(ids(row).map((id) => find(id)?.closest(".sentence"))), (item) => item?.textContent || "");
  const texts = new Map(rows.map((row) => [row, row.textContent.toLowerCase()]));
  let quoted = null, counted = null; // counted: a count of the outcome that was chosen, its marks, and the verdict that says so
  const search = find("q");
  const filters = Object.fromEntries(["verdict", "severity", "state", "review", "section"].map((name) => [name, find("f-" + name)]));
  const chips = Array.from(document.querySelectorAll(".chip"));
  const shown = find("shown"), narrow = matchMedia("(max-width: 62rem)");
  const links = Array.from(document.querySelectorAll("a[data-only]"));

  // Filtering: the rows' texts are read once. Of many fitting rows only the first are laid out; scrolling brings more.
  const STEP = 200, COUNTED = "*";
  let sorted = rows, ordered = rows, limit = STEP, fitting = 0;
  const fits = new Set();
  function draw() {
    let count = 0;
    for (const row of ordered) {
      const hide = !fits.has(row) || count++ >= limit;
      if (row.hidden !== hide) row.hidden = hide;
    }
    find("more").hidden = fitting <= limit;
  }
  // The order of the rows: as sorted, and those of `first` before all others.
  function arrange(first) {
    const next = first ? [...sorted.filter((row) => first.has(row)), ...sorted.filter((row) => !first.has(row))] : sorted;
    if (next.every((row, place) => row === ordered[place])) return;
    body.append(...next);
    ordered = next;
  }
  function more(all) {
    limit = all ? Infinity : limit + STEP;
    draw();
  }
  function filter() {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    if (counted && filters.verdict.value !== counted.value) {
      counted.link.removeAttribute("aria-current");
      counted = null;
    }
    const chosen = (row, name, value) => (value === COUNTED ? counted.holds(row) : !value || row.dataset[name] === value);
    const among = rows.filter((row) => Object.entries(filters).every(([name, select]) => !select || chosen(row, name, select.value)));
    const holding = (source) => among.filter((row) => words.every((word) => source.get(row).includes(word)));
    const own = holding(texts);
    let found = own, elsewhere = 0;
    if (words.length && own.length < among.length) {
      quoted ??= new Map(rows.map((row) => [row, `${texts.get(row)} ${sentences(row).join(" ").toLowerCase()}`]));
      found = holding(quoted);
      elsewhere = found.length - own.length;
    }
    arrange(elsewhere && own.length ? new Set(own) : null);
    fits.clear();
    for (const row of found) fits.add(row);
    fitting = fits.size;
    limit = STEP;
    draw();
    shown.textContent = shown.dataset.text.replace("{shown}", fitting).replace("{total}", rows.length) + (elsewhere ? shown.dataset.quoted.replace("{count}", elsewhere) : "");
    find("nothing").hidden = fitting > 0;
    lookUp(search.value.trim().toLowerCase());
    for (const chip of chips) chip.setAttribute("aria-pressed", String(filters.verdict.value === chip.dataset.filter));
    find("counted").hidden = filters.verdict.value !== COUNTED;
  }
  // What a search finds anywhere in the two texts, one place after the other.
  const within = find("within"), panes = Array.from(document.querySelectorAll(".text"));
  let wholes = null, places = [], place = 0;
  function lookUp(word) {
    places = [], place = 0;
    if (word) wholes ??= panes.map((pane) => pane.textContent.toLowerCase());
    if (word) wholes.forEach((whole, pane) => {
      for (let start = whole.indexOf(word); start >= 0; start = whole.indexOf(word, start + word.length)) places.push([panes[pane], start, start + word.length]);
    });
    within.hidden = !places.length;
    within.textContent = within.dataset.text.replace("{count}", places.length);
  }
  within.addEventListener("click", () => {
    const now = place++ % places.length, [pane, start, end] = places[now];
    const range = document.createRange(), nodes = document.createTreeWalker(pane, NodeFilter.SHOW_TEXT);
    let passed = 0;
    for (let node = nodes.nextNode(); node; passed += node.length, node = nodes.nextNode()) {
      if (start >= passed && start <= passed + node.length) range.setStart(node, start - passed);
      if (end <= passed + node.length) { range.setEnd(node, end - passed); break; }
    }
    openReader(true);
    centre(range, pane);
    beside(range, pane);
    find("step").textContent = `${now + 1}/${places.length}`;
    getSelection().removeAllRanges();
    getSelection().addRange(range);
  });
  // The other text at the sentence that a row pairs with the one around a place.
  function beside(range, pane) {
    const marks = Array.from(range.startContainer.parentElement.closest(".sentence")?.querySelectorAll("mark[data-row]") || []);
    for (const mark of marks) {
      const row = find(mark.dataset.row);
      const other = row && ids(row).map((id) => find(id)?.closest("mark")).find((found) => found && !pane.contains(found));
      if (other) { centre(other, other.closest(".text")); return; }
    }
  }
  function clear() {
    search.value = "";
    for (const select of Object.values(filters)) if (select) select.value = "";
    filter();
  }
  search.addEventListener("input", filter);
  for (const select of Object.values(filters)) if (select) select.addEventListener("change", filter);
  find("clear").addEventListener("click", clear);
  // A count of the outcome sets the filter of the verdicts: the verdict whose rows it counts, else a choice of its own.
  function count(link) {
    const marks = new Set(ids(link)), holds = (row) => ids(row).some((id) => marks.has(id));
    const verdicts = new Set(rows.filter(holds).map((row) => row.dataset.verdict)), [verdict] = verdicts;
    const same = verdicts.size === 1 && rows.every((row) => holds(row) === (row.dataset.verdict === verdict));
    find("f-counted").textContent = find("counted").textContent = link.textContent;
    filters.verdict.value = same ? verdict : COUNTED;
    counted = { link, holds, value: filters.verdict.value };
    link.setAttribute("aria-current", "true");
    filter();
  }
  for (const link of links) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      clear();
      count(link);
      find("changes").scrollIntoView();
      (body.querySelector("tr:not([hidden]) button") || search).focus({ preventScroll: true });
    });
  }
  for (const chip of chips) {
    chip.addEventListener("click", () => {
      filters.verdict.value = filters.verdict.value === chip.dataset.filter ? "" : chip.dataset.filter;
      filter();
    });
  }
  // The key of a button stands apart, so that screens without keys need not show it.
  function entitle(button, text) {
    const [said, key] = text.split(/(?= \([^()]+\)$)/);
    button.replaceChildren(said, ...(key ? [Object.assign(document.createElement("kbd"), { textContent: key })] : []));
  }
  for (const button of document.querySelectorAll("#reader button, .walk button")) entitle(button, button.textContent);
  document.querySelector(".filters").addEventListener("submit", (event) => event.preventDefault());

  find("more").querySelector("button").addEventListener("click", () => more(false));
  new IntersectionObserver((seen) => { if (seen.some((entry) => entry.isIntersecting)) more(false); }, { rootMargin: "600px" }).observe(find("more"));
  window.addEventListener("beforeprint", () => more(true));

  // Sorting: up, down, then as in the report.
  const order = new Map(rows.map((row, place) => [row, place]));
  const collator = new Intl.Collator("zh");
  for (const button of table.tHead.querySelectorAll("button")) {
    button.addEventListener("click", () => {
      const head = button.closest("th");
      const next = { none: "ascending", ascending: "descending", descending: "none" }[head.getAttribute("aria-sort") || "none"];
      for (const other of table.tHead.querySelectorAll("th")) other.removeAttribute("aria-sort");
      if (next !== "none") head.setAttribute("aria-sort", next);
      const column = Number(button.dataset.column);
      const number = "number" in button.dataset;
      const sign = next === "descending" ? -1 : 1;
      const key = new Map(rows.map((row) => {
        const cell = row.cells[column];
        return [row, number ? (cell.dataset.key === "" ? null : Number(cell.dataset.key)) : cell.textContent.trim()];
      }));
      sorted = rows.slice().sort((one, two) => {
        const a = key.get(one), b = key.get(two);
        let result = 0;
        if (next !== "none") {
          const emptyOne = a === null || a === "", emptyTwo = b === null || b === "";
          if (emptyOne || emptyTwo) result = emptyOne - emptyTwo; // what is empty comes last either way
          else result = sign * (number ? a - b : collator.compare(a, b));
        }
        return result || order.get(one) - order.get(two);
      });
      filter();
    });
  }

  // A row → both sentences; a figure → its row.
  const findings = Array.from(document.querySelectorAll(".finding"));
  let at = -1, chosen = null;
  function openReader(open) {
    const toggle = find("toggle"), beside = find("beside");
    root.classList.toggle("closed", !open);
    // The browser's own search looks into texts that are hidden until found, and opens them.
    if ("onbeforematch" in beside) { if (open) beside.removeAttribute("hidden"); else beside.setAttribute("hidden", "until-found"); }
    toggle.setAttribute("aria-expanded", String(open));
    toggle.textContent = open ? toggle.dataset.hide : toggle.dataset.show;
  }
  // Opened by hand the texts stand where they are lit; before anything was chosen, at the first finding.
  function reopen() {
    openReader(true);
    const lit = Array.from(panes, (pane) => pane.querySelector("mark.on")).filter(Boolean);
    if (lit.length) for (const mark of lit) centre(mark, mark.closest(".text"));
    else if (findings.length) show(ids({ dataset: { show: findings[0].dataset.marks } }));
  }
  find("toggle").addEventListener("click", () => {
    const closed = root.classList.contains("closed");
    if (root.classList.contains("tall")) tall(false);
    if (closed) reopen();
    else openReader(false);
  });
  find("beside").addEventListener("beforematch", () => openReader(true));
  function light(elements) {
    for (const old of document.querySelectorAll(".on")) old.classList.remove("on");
    for (const element of elements) element.classList.add("on");
  }
  function centre(element, pane) {
    const place = element.getBoundingClientRect(), frame = pane.getBoundingClientRect();
    const { lineHeight, paddingTop } = getComputedStyle(pane), line = parseFloat(lineHeight), first = parseFloat(paddingTop);
    const wanted = pane.scrollTop + place.top - frame.top - (pane.clientHeight - place.height) / 2;
    pane.scrollTop = wanted <= first ? 0 : first + Math.round((wanted - first) / line) * line; // no line is cut by the head
  }
  // Beside the name of a text, the place of the sentence that is lit in it, out of sight that of the first one in sight.
  const placed = new Map(panes.map((pane) => [pane, Array.from(pane.querySelectorAll(".sentence"))]));
  function locate(pane) {
    const { top, bottom } = pane.getBoundingClientRect(), all = placed.get(pane);
    const lit = Array.from(pane.querySelectorAll(".sentence.on")).find((sentence) => sentence.getBoundingClientRect().bottom > top && sentence.getBoundingClientRect().top < bottom);
    let low = 0, high = all.length - 1;
    while (!lit && low < high) {
      const middle = (low + high) >> 1;
      if (all[middle].getBoundingClientRect().bottom > top + 4) high = middle;
      else low = middle + 1;
    }
    pane.parentElement.querySelector(".at").textContent = (lit || all[low])?.dataset.place || "";
  }
  for (const pane of panes) pane.addEventListener("scroll", () => requestAnimationFrame(() => locate(pane)), { passive: true });
  // Why two metrics are paired: each reason begins where the one before ended, out of all that it could add.
  function drawn(start, value, most) {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    svg.setAttribute("viewBox", "0 0 100 8");
    svg.setAttribute("preserveAspectRatio", "none");
    svg.setAttribute("aria-hidden", "true");
    for (const [name, width] of [["whole", most], ["", value]]) {
      const rect = document.createElementNS("http://www.w3.org/2000/svg", "rect");
      if (name) rect.setAttribute("class", name);
      for (const [key, number] of [["x", start], ["width", width], ["height", 8]]) rect.setAttribute(key, number);
      svg.append(rect);
    }
    return svg;
  }
  function explain(data) {
    const why = find("why");
    why.hidden = !data;
    why.replaceChildren();
    if (!data) return;
    const [head, reasons, rival, confidence] = JSON.parse(data);
    const made = (name, text, kind) => Object.assign(document.createElement(name), { textContent: text, className: kind || "" });
    const list = document.createElement("ol");
    const line = (label, bar, text, kind) => {
      const item = made("li", "", kind);
      item.append(made("span", label), bar, made("span", text, "n"));
      list.append(item);
    };
    let sum = 0;
    for (const [label, text, value, weight] of reasons) {
      if (!weight) { line(label, made("span", ""), text); continue; }
      line(label, drawn(sum, (value * weight) / 100, weight), `${Math.round((value * weight) / 100)} / ${weight}`);
      sum += (value * weight) / 100;
    }
    if (sum) list.append(made("li", why.dataset.sum.replace("{sum}", Math.round(sum)).replace("{confidence}", confidence), "sum"));
    if (rival.length) line(rival[0], drawn(0, rival[2], 100), rival[1], "rival");
    const whole = Object.assign(document.createElement("details"), { open: !narrow.matches });
    whole.append(made("summary", head), list);
    why.append(whole);
  }
  function show(ids, row) {
    openReader(true);
    const lit = row ? [row] : [];
    explain(row?.dataset.why);
    chosen = row || chosen;
    find("copy").hidden = !chosen;
    find("copied").textContent = find("step").textContent = "";
    if (row) history.replaceState(null, "", "#" + row.id);
    const seen = new Set();
    for (const id of ids) {
      const mark = find(id)?.closest("mark");
      if (!mark) continue;
      const pane = mark.closest(".text");
      lit.push(mark);
      if (mark.closest(".sentence")) lit.push(mark.closest(".sentence"));
      if (!seen.has(pane)) centre(mark, pane); // the first mark of each text leads
      seen.add(pane);
    }
    light(lit);
    panes.forEach(locate);
    if (!row) return;
    row.scrollIntoView({ block: "nearest" }); // not behind the texts
    row.dispatchEvent(new CustomEvent("shown", { bubbles: true }));
  }
  // The texts over the whole window, and back.
  let wasOpen = false;
  function tall(wanted) {
    if (wanted) wasOpen = !root.classList.contains("closed");
    root.classList.toggle("tall", wanted);
    const button = find("tall");
    button.setAttribute("aria-pressed", String(wanted));
    entitle(button, wanted ? button.dataset.on : button.dataset.off);
    if (wanted) reopen();
    else openReader(wasOpen);
  }
  find("tall").addEventListener("click", () => tall(!root.classList.contains("tall")));
  // A row as text: its cells with their heads, then both sentences.
  function copy() {
    if (!chosen) return;
    const heads = Array.from(table.tHead.rows[0].cells, (head) => head.textContent.trim());
    const said = (element) => element.innerText.replace(/\s+/g, " ").trim();
    const lines = [said(chosen.querySelector(".name"))];
    for (const was of chosen.querySelectorAll(".was")) lines.push(said(was));
    const colon = root.lang === "en" ? ": " : "：";
    Array.from(chosen.cells).forEach((cell, place) => { if (place && said(cell)) lines.push(heads[place] + colon + said(cell)); });
    for (const pane of document.querySelectorAll(".pane")) {
      const sentence = ids(chosen).map((id) => find(id)?.closest(".sentence")).find((found) => found && pane.contains(found));
      if (sentence) lines.push(pane.querySelector("h3").textContent + colon + sentence.textContent.trim());
    }
    const area = document.createElement("textarea");
    area.value = lines.join("\n");
    document.body.append(area);
    area.select();
    document.execCommand("copy"); // from a file too, where the newer way may be refused
    area.remove();
    find("copied").textContent = find("copied").dataset.text;
    chosen.querySelector("button").focus({ preventScroll: true });
  }
  find("copy").addEventListener("click", copy);
  body.addEventListener("click", (event) => {
    const row = event.target.closest("tr");
    if (row && !String(window.getSelection())) show(ids(row), row);
  });
  for (const link of document.querySelectorAll("a[data-show]:not([data-only])")) {
    let next = 0; // of what a count counts, a click shows one place, and the next click the next one
    link.addEventListener("click", (event) => {
      event.preventDefault();
      const all = ids(link);
      if (!("each" in link.dataset)) { show(all); bringUp(link.closest(".finding")); return; }
      const now = next++ % all.length;
      show([all[now]]);
      find("step").textContent = `${now + 1}/${all.length}`;
    });
  }
  function toRow(id) {
    const row = find(id);
    if (!row) return;
    if (!fits.has(row)) clear();
    if (row.hidden) more(true);
    show(ids(row), row);
    row.scrollIntoView({ block: "center" });
    row.querySelector("button").focus({ preventScroll: true });
  }
  body.addEventListener("open", (event) => toRow(event.target.id));
  // A link to a row or a finding, from the page or from elsewhere, opens and marks it.
  const fromAddress = () => {
    const id = location.hash.slice(1), finding = findings.findIndex((item) => item.id === id);
    if (id.startsWith("row-")) toRow(id);
    else if (finding >= 0) { at = finding; toFinding(0); }
  };
  window.addEventListener("hashchange", fromAddress);
  for (const link of document.querySelectorAll('a[href^="#row-"]')) {
    link.addEventListener("click", (event) => { event.preventDefault(); toRow(link.hash.slice(1)); });
  }

  // A finding stands whole above the texts, or with its first lines where they leave no room.
  function bringUp(finding) {
    const room = window.innerHeight - find("reader").offsetHeight;
    finding.scrollIntoView({ block: finding.offsetHeight + 80 < room ? "nearest" : "start" });
  }
  // n and p go from finding to finding.
  function toFinding(step) {
    if (!findings.length) return;
    at = (at + step + findings.length + (at < 0 && step < 0 ? 1 : 0)) % findings.length;
    const finding = findings[at];
    show(finding.dataset.marks.split(" ").filter(Boolean));
    history.replaceState(null, "", "#" + finding.id);
    bringUp(finding);
    finding.focus({ preventScroll: true });
  }
  find("next")?.addEventListener("click", () => toFinding(1));
  find("previous")?.addEventListener("click", () => toFinding(-1));
  for (const mark of document.querySelectorAll("mark[data-row]")) {
    mark.addEventListener("click", () => toRow(mark.dataset.row));
  }

  document.addEventListener("keydown", (event) => {
    const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
    const plain = !typing && !event.ctrlKey && !event.metaKey && !event.altKey;
    if (event.key === "/" && !typing) { event.preventDefault(); search.focus(); }
    else if ((event.key === "n" || event.key === "p") && plain) toFinding(event.key === "n" ? 1 : -1);
    else if (event.key === "f" && plain) tall(!root.classList.contains("tall"));
    else if (event.key === "c" && plain && !String(window.getSelection())) copy();
    else if (event.key === "Escape" && root.classList.contains("tall")) tall(false);
    else if (event.key === "Escape") { clear(); if (typing) event.target.blur(); }
    else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && event.target.closest("tbody tr[data-show]")) {
      event.preventDefault();
      const way = event.key === "ArrowDown" ? "nextElementSibling" : "previousElementSibling";
      let row = event.target.closest("tr")[way];
      while (row && row.hidden) {
        if (fits.has(row)) more(false);
        else row = row[way];
      }
      if (row) { row.querySelector("button").focus(); show(ids(row), row); }
    }
  });
  filter();
  openReader(false);
  fromAddress();
})();
