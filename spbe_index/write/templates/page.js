"use strict";
// The page that can be played with: an exact simulator, and search, filter and order for the indicators. Everything it
// knows of an instrument comes from the data beside it; every sum is made of whole numbers (BigInt), never of floats.
(function () {
  const find = (selector, root) => (root || document).querySelector(selector);
  const all = (selector, root) => Array.from((root || document).querySelectorAll(selector));
  const fill = (sentence, parts) => sentence.replace(/\{(\w+)\}/g, (whole, name) => (name in parts ? parts[name] : whole));

  // Exact numbers: a numerator and a denominator above nought, reduced.
  const gcd = (a, b) => { if (a < 0n) a = -a; while (b) [a, b] = [b, a % b]; return a; };
  const ratio = (top, bottom) => { const by = gcd(top, bottom) || 1n; return [top / by, bottom / by]; };
  const exact = (text) => {
    const [head, tail] = text.split("/");
    const [whole, decimals = ""] = head.split(".");
    return ratio(BigInt(whole + decimals), (tail ? BigInt(tail) : 1n) * 10n ** BigInt(decimals.length));
  };
  const plus = (a, b) => ratio(a[0] * b[1] + b[0] * a[1], a[1] * b[1]);
  const minus = (a, b) => ratio(a[0] * b[1] - b[0] * a[1], a[1] * b[1]);
  const times = (a, b) => ratio(a[0] * b[0], a[1] * b[1]);
  const over = (a, b) => ratio(a[0] * b[1], a[1] * b[0]);
  const less = (a, b) => a[0] * b[1] < b[0] * a[1];
  const same = (a, b) => a[0] === b[0] && a[1] === b[1];
  const within = (value, span) =>
    (less(span.low, value) || (span.lowIn && same(span.low, value))) &&
    (less(value, span.high) || (span.highIn && same(value, span.high)));
  // Rounded to so many decimals, halves away from nought: the one rounding, in units of the last of them.
  const rounded = (value, places) => {
    const size = value[0] < 0n ? -value[0] : value[0];
    const units = (2n * 10n ** BigInt(places) * size + value[1]) / (2n * value[1]);
    return value[0] < 0n ? -units : units;
  };
  const nearest = (value, places) => ratio(rounded(value, places), 10n ** BigInt(places));
  const plain = (value, places = 2) => {
    const units = rounded(value, places), size = units < 0n ? -units : units;
    const digits = size.toString().padStart(places + 1, "0");
    return (units < 0n ? "-" : "") + digits.slice(0, -places) + "." + digits.slice(-places);
  };
  // Two decimals, or as many as show a value on the side of every edge on which it lies.
  const beyond = (value, edge) => less(edge.at, value) || (edge.included && same(value, edge.at));
  const telling = (value, edges) => {
    for (let places = 2; places <= 12; places += 1) {
      const near = nearest(value, places);
      if (edges.every((edge) => beyond(near, edge) === beyond(value, edge))) return places;
    }
    return 2;
  };
  const nought = [true, false].map((included) => ({ at: [0n, 1n], included }));
  const shortest = (value) => plain(value).replace(/\.?0+$/, "");
  const place = (value) => Number(value[0]) / Number(value[1]);

  const data = JSON.parse(find("#simulator-data").textContent);
  const shown = (value, edges = []) => plain(value, telling(value, edges)).replace(".", data.mark);
  const edges = data.edges.map((edge) => ({ at: exact(edge.at), included: edge.included }));
  const spanned = (span) => Object.assign({}, span, { low: exact(span.low), high: exact(span.high) });
  const bands = data.bands.map(spanned);
  const leaves = new Map(data.leaves.map((leaf) => [leaf.code, Object.assign({}, leaf, {
    weight: exact(leaf.weight), low: exact(leaf.low), high: exact(leaf.high),
    first: leaf.value === null ? null : exact(leaf.value),
    value: leaf.value === null ? null : exact(leaf.value),
    levels: leaf.levels.map(spanned),
  })]));

  const mean = (codes, of) => {
    let sum = [0n, 1n], weight = [0n, 1n];
    for (const code of codes) {
      const leaf = leaves.get(code);
      sum = plus(sum, times(leaf.weight, of(leaf)));
      weight = plus(weight, leaf.weight);
    }
    return over(sum, weight);
  };
  const ends = (codes, part) => [
    mean(codes, (leaf) => leaf[part] || leaf.low), mean(codes, (leaf) => leaf[part] || leaf.high),
  ];
  const text = ([low, high], near = []) =>
    same(low, high) ? shown(low, near) : fill(data.words.open, { low: shown(low), high: shown(high) });
  const bandOf = (value) => bands.find((band) => within(value, band)) || bands[0];
  const nodes = new Map(data.nodes.map((node) => [node.code, node.leaves]));

  const page = find(".simulator-page");
  const movers = all("[data-code]", page).map((row) => ({
    row, leaf: leaves.get(row.dataset.code), range: find("input[type=range]", row),
    number: find("input[type=text]", row), refused: find(".refused", row), output: find("output", row), was: find(".was", row),
  }));

  function showMover(mover) {
    const { leaf } = mover;
    const moved = leaf.value !== leaf.first && !(leaf.value && leaf.first && same(leaf.value, leaf.first));
    mover.row.classList.toggle("moved", moved);
    mover.row.classList.toggle("unfilled", leaf.value === null);
    mover.was.hidden = !moved;
    if (leaf.value === null) {
      mover.output.textContent = page.dataset.empty;
      mover.range.setAttribute("aria-valuetext", page.dataset.empty);
      return;
    }
    const level = leaf.levels.find((one) => within(leaf.value, one));
    const figure = mover.number ? shown(leaf.value) : shortest(leaf.value).replace(".", data.mark);
    mover.output.textContent = figure + (level ? " " + level.name : "");
    mover.range.setAttribute("aria-valuetext", mover.output.textContent);
  }

  function showAll() {
    const codes = nodes.get(data.root);
    const now = ends(codes, "value"), before = ends(codes, "first");
    find("#simulated-index").textContent = text(now, edges);
    const closed = same(now[0], now[1]);
    const by = { exact: bandOf(now[0]), rounded: bandOf(nearest(now[0], 2)) };
    const band = by[data.decidedBy], other = by[data.decidedBy === "exact" ? "rounded" : "exact"];
    const lowest = bandOf(now[0]), highest = bandOf(now[1]);
    find("#simulated-band").textContent = closed ? band.name : data.words.no_band;
    find("#simulated-otherwise").textContent = !closed
      ? fill(data.words[lowest === highest ? "band" : "bands"], { band: lowest.name, low: lowest.name, high: highest.name })
      : band !== other ? fill(data.words["otherwise_" + data.decidedBy], { band: other.name }) : "";
    page.className = page.className.replace(/accent-\d/, "accent-" + (closed ? band.accent : 5));
    const moved = movers.filter((mover) => mover.row.classList.contains("moved"));
    const difference = minus(now[0], before[0]);
    const known = closed && same(before[0], before[1]);
    find("#simulated-difference").textContent = !known && moved.length ? data.words.not_known
      : difference[0] ? (difference[0] > 0n ? "+" : "") + shown(difference, nought) : data.words.same;
    find("#simulated-count").textContent = moved.length
      ? fill(data.words[moved.length === 1 ? "changed.one" : "changed.other"], { count: moved.length }) : data.words.no_change;
    for (const row of all("[data-node]", page)) {
      const value = ends(nodes.get(row.dataset.node), "value");
      find(".figure", row).textContent = text(value);
      find(".fill", row).setAttribute("width", (200 * place(value[0])) / place(data.top));
    }
    showStrip(now);
    showRadar();
    showCommand(moved);
  }

  function showStrip(now) {
    const first = bands[0].low, span = minus(bands[bands.length - 1].high, less(now[0], first) ? now[0] : first);
    const start = less(now[0], first) ? now[0] : first;
    const x = (value) => 4 + (312 * place(minus(value, start))) / place(span);
    bands.forEach((band, at) => {
      const rect = all("rect", strip)[at];
      rect.setAttribute("x", x(less(band.low, start) ? start : band.low));
      rect.setAttribute("width", Math.max(x(band.high) - x(band.low) - 1, 0.5));
    });
    find("path", strip).setAttribute("d", "M" + x(now[0]).toFixed(1) + " 12 l-5 -8 h10 z" +
      (same(now[0], now[1]) ? "" : " M" + x(now[1]).toFixed(1) + " 12 l-5 -8 h10 z"));
  }

  const svgElement = (name, parts, parent) => {
    const made = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const key in parts) made.setAttribute(key, parts[key]);
    parent.appendChild(made);
    return made;
  };
  const strip = find("#simulated-strip");
  bands.forEach((band) => svgElement("rect", { y: 14, height: 12, class: "band-" + band.accent }, strip));
  svgElement("path", { class: "mark" }, strip);

  const radar = find(".simulator-page svg.radar");
  function showRadar() {
    if (!radar) return;
    const area = find(".area", radar), { cx, cy, radius, high } = area.dataset;
    const at = data.axes.map((code, position) => {
      const [low, most] = ends(nodes.get(code), "value");
      const angle = (2 * Math.PI * position) / data.axes.length - Math.PI / 2;
      const reach = (Number(radius) * place(low)) / Number(high);
      return { x: Number(cx) + reach * Math.cos(angle), y: Number(cy) + reach * Math.sin(angle), label: text([low, most]) };
    });
    area.removeAttribute("display");
    area.setAttribute("points", at.map((p) => p.x.toFixed(1) + "," + p.y.toFixed(1)).join(" "));
    all(".dot", radar).forEach((dot) => dot.remove());
    at.forEach((p) => svgElement("circle", { class: "dot", r: 4, cx: p.x.toFixed(1), cy: p.y.toFixed(1) }, radar));
    all(".axis-value", radar).forEach((label, position) => { label.textContent = at[position].label; });
  }

  function showCommand(moved) {
    const sets = moved.filter((mover) => mover.leaf.value !== null)
      .map((mover) => "--set " + mover.leaf.code + "=" + shortest(mover.leaf.value));
    const command = find("#simulated-command");
    command.value = sets.length ? data.command + " " + sets.join(" ") : "";
    command.placeholder = data.words.command_none;
    find("#simulated-copy").disabled = !sets.length;
    find("#simulated-said").textContent = "";
  }

  const typing = (value) => plain(value).replace(".", data.mark);
  // What the box of a number holds while nothing is typed: nothing where no value on the scale is.
  const boxed = ({ value, low }) => (value === null || less(value, low) ? "" : typing(value));

  // That what was typed is not taken, said beside its box and aloud; "" when it is taken.
  function refuse(mover, said) {
    if (!mover.number) return;
    mover.number.setAttribute("aria-invalid", String(Boolean(said)));
    mover.refused.textContent = said;
    mover.refused.hidden = !said;
    find("#simulated-said").textContent = said;
  }

  function move(mover, value) {
    mover.leaf.value = value;
    refuse(mover, "");
    showMover(mover);
    showAll();
  }

  // A number typed with comma or point; what is none, or none that may stand here, is refused with the reason.
  function type(mover) {
    const { leaf, number, range } = mover;
    const typed = number.value.trim();
    const why = (value) => (less(value, leaf.low) || less(leaf.high, value) ? "range"
      : same(value, nearest(value, 2)) ? "" : "decimals");
    const isNumber = /^[+-]?(\d+[.,]?\d*|[.,]\d+)$/.test(typed);
    const value = isNumber ? exact(typed.replace(",", ".")) : null;
    const reason = !typed ? "empty" : isNumber ? why(value) : "number";
    if (!reason) {
      move(mover, value);
      range.value = plain(value);
    }
    number.value = boxed(leaf);
    if (reason) refuse(mover, fill(data.words["refused_" + reason], {
      typed: typed.length > 20 ? typed.slice(0, 20) + "…" : typed, kept: boxed(leaf) || page.dataset.empty,
      low: typing(leaf.low), high: typing(leaf.high),
    }));
    return !reason;
  }

  // A step of the keyboard, from what is typed; from nothing to the lowest.
  function stepped(mover, way) {
    const { leaf, number, range } = mover;
    if (number.value.trim() !== boxed(leaf) && !type(mover)) return;
    const step = exact(range.step);
    const to = number.value ? (way > 0 ? plus : minus)(nearest(leaf.value, 2), step) : leaf.low;
    if (less(to, leaf.low) || less(leaf.high, to)) return;
    move(mover, to);
    range.value = plain(to);
    number.value = boxed(leaf);
  }

  // Left of the lowest level is where an answer stands that came without a value. On a scale of decimals the way from
  // there to the lowest is wider than a step: one step of the keyboard, or half the way by mouse, goes all of it.
  function besideScale(mover) {
    const { leaf, range } = mover;
    const at = exact(range.value), least = exact(range.min);
    const first = leaf.value === leaf.first && same(minus(at, least), exact(range.step));
    const up = first || !less(minus(at, least), minus(leaf.low, at));
    leaf.value = up ? leaf.low : leaf.first;
    range.value = up ? plain(leaf.low) : range.min;
    if (mover.number) mover.number.value = boxed(leaf);
    refuse(mover, "");
    showMover(mover);
    showAll();
  }

  data.top = bands[bands.length - 1].high;
  for (const mover of movers) {
    mover.range.addEventListener("input", () => {
      if (less(exact(mover.range.value), mover.leaf.low)) return besideScale(mover);
      move(mover, exact(mover.range.value));
      if (mover.number) mover.number.value = boxed(mover.leaf);
    });
    if (mover.number) {
      mover.number.addEventListener("input", () => refuse(mover, ""));
      mover.number.addEventListener("change", () => type(mover));
      mover.number.addEventListener("keydown", (event) => {
        const way = { ArrowUp: 1, ArrowDown: -1 }[event.key];
        if (!way || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        stepped(mover, way);
      });
    }
    showMover(mover);
  }
  find("#simulated-reset").addEventListener("click", () => {
    for (const mover of movers) {
      mover.leaf.value = mover.leaf.first;
      mover.range.value = mover.range.defaultValue;
      if (mover.number) mover.number.value = mover.number.defaultValue;
      refuse(mover, "");
      showMover(mover);
    }
    showAll();
  });
  find("#simulated-copy").addEventListener("click", () => {
    const command = find("#simulated-command");
    command.select();
    const said = () => { find("#simulated-said").textContent = data.words.copied; };
    if (navigator.clipboard) navigator.clipboard.writeText(command.value).then(said, () => document.execCommand("copy") && said());
    else if (document.execCommand("copy")) said();
  });
  showAll();

  // What has the focus is scrolled clear of the bars that stay at the top, however high their lines make them.
  const bars = { nav: find("nav.sections"), simulated: find(".simulated") };
  const measure = () => {
    for (const key in bars) document.documentElement.style.setProperty("--" + key, bars[key].offsetHeight + "px");
  };

  // The indicators: search, filter, order.
  const tools = find(".indicator-tools");
  const groups = all("section.indicators section.group");
  const rows = groups.flatMap((group, aspect) => all("tbody tr", group).map((row) => ({
    row, home: row.parentNode, aspect, group,
    text: row.textContent.toLowerCase(), level: Number(row.dataset.level || -1), weight: exact(row.dataset.weight),
  })));
  rows.forEach((one, order) => { one.order = order; });
  const flat = find("#indicators-flat");
  const wanted = { search: find("#indicator-search"), aspect: find("#indicator-aspect"),
    level: find("#indicator-level"), sort: find("#indicator-sort") };
  const orders = {
    number: (a, b) => a.order - b.order,
    level_up: (a, b) => a.level - b.level || a.order - b.order,
    level_down: (a, b) => b.level - a.level || a.order - b.order,
    weight: (a, b) => (less(b.weight, a.weight) ? -1 : less(a.weight, b.weight) ? 1 : a.order - b.order),
  };

  function showRows() {
    const looked = wanted.search.value.trim().toLowerCase().split(/\s+/);
    const by = wanted.sort.value;
    let count = 0;
    for (const one of [...rows].sort(orders[by])) {
      const kept = looked.every((word) => one.text.includes(word)) &&
        (wanted.aspect.value === "" || Number(wanted.aspect.value) === one.aspect) &&
        (wanted.level.value === "" || Number(wanted.level.value) === one.level);
      one.row.hidden = !kept;
      count += kept ? 1 : 0;
      (by === "number" ? one.home : find("tbody", flat)).appendChild(one.row);
    }
    flat.hidden = by === "number";
    groups.forEach((group, aspect) => {
      group.hidden = by !== "number" || rows.every((one) => one.aspect !== aspect || one.row.hidden);
    });
    const narrowed = count < rows.length;
    for (const judged of all("section.indicators .judged")) judged.hidden = narrowed;
    find("#indicator-count").textContent = fill(count ? tools.dataset.shown : tools.dataset.none, { count, total: rows.length });
  }
  for (const key in wanted) wanted[key].addEventListener(key === "search" ? "input" : "change", showRows);
  tools.hidden = page.hidden = false;
  for (const gone of all(".without-script")) gone.hidden = true;
  showRows();
  measure();
  const watch = new ResizeObserver(measure);
  for (const key in bars) watch.observe(bars[key]);

  // A link to what is folded away opens it first; not every browser does so by itself.
  const unfold = (address) => {
    const inside = address.length > 1 && document.getElementById(address.slice(1));
    for (let at = inside && inside.closest("details"); at; at = at.parentElement.closest("details")) at.open = true;
    return inside;
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    if (link) unfold(link.hash);
  });
  window.addEventListener("hashchange", () => unfold(location.hash));
  const first = unfold(location.hash);
  if (first) first.scrollIntoView();

  // On paper everything is shown, in its own order.
  window.addEventListener("beforeprint", () => {
    for (const key in wanted) wanted[key].value = key === "sort" ? "number" : "";
    showRows();
  });
})();
