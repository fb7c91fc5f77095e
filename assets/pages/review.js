"use strict";
// Two halves: `makeReview` keeps comments and verdicts and knows no page; what follows shows them.

/** Whole frames as hours, minutes, seconds and, from an hour up or with `frames`, all of it. */
function timecode(seconds, fps, frames = false) {
  const all = Math.round(seconds * fps + 1e-6);
  const two = (n) => String(n).padStart(2, "0");
  const whole = Math.floor(all / fps);
  const clock = [Math.floor(whole / 60) % 60, whole % 60].map(two);
  const hours = Math.floor(whole / 3600);
  if (hours || frames) clock.unshift(two(hours));
  return clock.concat(two(all % fps)).join(":");
}

/**
 * The review of one video. `film`: id, title, fps, duration, scenes; `store`: getItem and setItem.
 * Comments: {id, at (seconds, on a frame), text, who, made (ISO time), done}.
 */
function makeReview(film, store) {
  const key = `aigc-studio-review:${film.id}`;
  const empty = () => ({ comments: [], verdicts: {} });
  let state = empty();

  function keep() {
    state.comments.sort((a, b) => a.at - b.at || a.made.localeCompare(b.made));
    try { store.setItem(key, JSON.stringify(state)); return true; } catch { return false; }
  }
  const onFrame = (at) => Math.round(Math.min(Math.max(0, at), film.duration) * film.fps) / film.fps;
  const sceneAt = (at) => film.scenes.findLast((scene) => scene.start <= at + 1e-6) || film.scenes[0];

  function checked(data) {
    if (!data || !Array.isArray(data.comments)) return null;
    const words = (value, most) => (typeof value === "string" ? value.slice(0, most) : "");
    const comments = data.comments
      .filter((one) => one && Number.isFinite(one.at) && words(one.text, 2000).trim())
      .map((one) => ({
        id: words(one.id, 80) || crypto.randomUUID(), at: onFrame(one.at), text: words(one.text, 2000),
        who: words(one.who, 60), made: words(one.made, 40) || new Date(0).toISOString(), done: one.done === true,
      }));
    const verdicts = {};
    for (const scene of film.scenes) {
      const given = data.verdicts && data.verdicts[scene.id];
      if (given === "approved" || given === "changes") verdicts[scene.id] = given;
    }
    return { comments, verdicts };
  }
  let kept = null;
  try { kept = JSON.parse(store.getItem(key) || "null"); } catch { /* torn: begins anew */ }
  state = checked(kept) || empty();

  const review = {
    get comments() { return state.comments; },
    verdict: (scene) => state.verdicts[scene] || "",
    sceneAt, onFrame,
    add(at, text, who = "") {
      if (!text.trim()) return null;
      const one = { id: crypto.randomUUID(), at: onFrame(at), text: text.trim(), who: who.trim(), made: new Date().toISOString(), done: false };
      state.comments.push(one); keep();
      return one;
    },
    remove(id) { state.comments = state.comments.filter((one) => one.id !== id); keep(); },
    finish(id, done) { const one = state.comments.find((each) => each.id === id); if (one) { one.done = done; keep(); } },
    judge(scene, verdict) {
      if (state.verdicts[scene] === verdict) delete state.verdicts[scene]; else state.verdicts[scene] = verdict;
      keep();
    },
    next(at, way) {
      const found = way > 0 ? state.comments.find((one) => one.at > at + 1e-3) : state.comments.findLast((one) => one.at < at - 1e-3);
      return found || null;
    },
    toJSON: () => JSON.stringify({ format: "aigc-studio-review", version: 1, film: film.id, title: film.title, fps: film.fps, ...state }, null, 1),
    /** Adds what another reviewer wrote; the same comment is not added twice. Returns how many came. */
    merge(text) {
      const data = JSON.parse(text);
      if (data.format !== "aigc-studio-review") throw new Error("format");
      if (data.film !== film.id) throw new Error("film");
      const given = checked(data);
      if (!given) throw new Error("format");
      const known = new Map(state.comments.map((one) => [one.id, one]));
      const fresh = given.comments.filter((one) => !known.has(one.id));
      for (const one of given.comments) if (one.done && known.has(one.id)) known.get(one.id).done = true;
      state.comments.push(...fresh);
      // Two who disagree: what asks for changes stands.
      for (const [scene, verdict] of Object.entries(given.verdicts)) {
        if (state.verdicts[scene] !== "changes") state.verdicts[scene] = verdict;
      }
      keep();
      return fresh.length;
    },
    toCSV() {
      const cell = (value) => {
        const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
        return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
      };
      const rows = state.comments.map((one) => [timecode(one.at, film.fps, true), one.at.toFixed(3), String(film.scenes.indexOf(sceneAt(one.at)) + 1), sceneAt(one.at).id, one.who, one.text, one.done ? "done" : "open"]);
      return "\ufeff" + [["timecode", "seconds", "scene", "scene_id", "who", "comment", "state"], ...rows].map((row) => row.map(cell).join(",")).join("\r\n") + "\r\n";
    },
    toOTIO() {
      const time = (value) => ({ OTIO_SCHEMA: "RationalTime.1", rate: film.fps, value });
      const span = (start, length) => ({ OTIO_SCHEMA: "TimeRange.1", start_time: time(start), duration: time(length) });
      const all = Math.round(film.duration * film.fps);
      const marker = (one) => ({
        OTIO_SCHEMA: "Marker.2", name: one.text, comment: one.text, color: one.done ? "GREEN" : "RED",
        marked_range: span(Math.round(one.at * film.fps), 0), metadata: { aigc_studio: { who: one.who, made: one.made, done: one.done, id: one.id } },
      });
      const clip = {
        OTIO_SCHEMA: "Clip.2", name: film.title, source_range: span(0, all), effects: [], markers: [], enabled: true, metadata: {},
        media_references: { DEFAULT_MEDIA: { OTIO_SCHEMA: "ExternalReference.1", name: "", target_url: film.video, available_range: span(0, all), available_image_bounds: null, metadata: {} } },
        active_media_reference_key: "DEFAULT_MEDIA",
      };
      const track = { OTIO_SCHEMA: "Track.1", name: "video", kind: "Video", source_range: null, effects: [], markers: [], enabled: true, metadata: {}, children: [clip] };
      const tracks = { OTIO_SCHEMA: "Stack.1", name: "tracks", source_range: null, effects: [], markers: state.comments.map(marker), enabled: true, metadata: {}, children: [track] };
      return JSON.stringify({ OTIO_SCHEMA: "Timeline.1", name: film.title, global_start_time: time(0), metadata: { aigc_studio: { verdicts: state.verdicts } }, tracks }, null, 1);
    },
  };
  return review;
}

(() => {
  const film = JSON.parse(document.getElementById("data").textContent);
  const memory = {};
  const store = (() => { try { localStorage.getItem("x"); return localStorage; } catch { return { getItem: (k) => memory[k] ?? null, setItem: (k, v) => { memory[k] = v; } }; } })();
  const review = makeReview(film, store);
  window.review = review;
  const $ = (id) => document.getElementById(id);
  const root = document.documentElement, video = $("video"), rail = $("rail"), list = $("comments");
  let show = "all", picked = "";
  const say = (zh, en) => (root.dataset.ui === "zh" ? zh : en);
  const icon = (name) => `<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><use href="#i-${name}"/></svg>`;
  const element = (tag, className, text) => { const made = document.createElement(tag); made.className = className; if (text !== undefined) made.textContent = text; return made; };

  function seek(at) { video.currentTime = Math.min(Math.max(0, at), film.duration - 0.5 / film.fps); moved(); }
  function moved() {
    const at = video.currentTime || 0;
    $("now").textContent = $("at").textContent = timecode(at, film.fps);
    $("head").style.left = `${100 * at / film.duration}%`;
    rail.setAttribute("aria-valuenow", at.toFixed(2));
    rail.setAttribute("aria-valuetext", timecode(at, film.fps));
    const scene = review.sceneAt(at);
    for (const each of document.querySelectorAll(".scene")) {
      const now = scene && each.dataset.scene === scene.id;
      if (now && !each.classList.contains("now")) each.parentElement.scrollTo({ left: each.offsetLeft - 80, behavior: "smooth" });
      each.classList.toggle("now", Boolean(now));
    }
  }
  function button(name, zh, en, act, pressed) {
    const made = element("button", "");
    made.type = "button"; made.innerHTML = icon(name); made.title = say(zh, en); made.setAttribute("aria-label", say(zh, en));
    if (pressed !== undefined) made.setAttribute("aria-pressed", String(pressed));
    made.addEventListener("click", act);
    return made;
  }
  function commentCard(one) {
    const card = element("li", `comment${one.done ? " done" : ""}${one.id === picked ? " picked" : ""}`);
    const top = element("header", "");
    const when = element("button", "when", timecode(one.at, film.fps));
    when.type = "button";
    when.addEventListener("click", () => pick(one));
    top.append(when, element("strong", "", one.who || say("匿名", "Anonymous")), element("span", "muted", `#${film.scenes.indexOf(review.sceneAt(one.at)) + 1}`));
    const acts = element("div", "acts");
    acts.append(
      button("check", "标为已处理", "Mark as done", () => { review.finish(one.id, !one.done); draw(); }, one.done),
      button("bin", "删除", "Delete", () => { if (confirm(say("删除这条意见？", "Delete this comment?"))) { review.remove(one.id); draw(); } }),
    );
    top.append(acts);
    const words = element("p", "say", one.text);
    words.dir = "auto";
    card.append(top, words);
    return card;
  }
  function draw() {
    const open = review.comments.filter((one) => !one.done);
    $("n-all").textContent = review.comments.length; $("n-open").textContent = open.length; $("n-done").textContent = review.comments.length - open.length;
    const shown = review.comments.filter((one) => show === "all" || one.done === (show === "done"));
    list.replaceChildren(...shown.map(commentCard));
    $("none").hidden = shown.length > 0;
    for (const dot of rail.querySelectorAll(".dot")) dot.remove();
    for (const one of review.comments) {
      const dot = element("button", `dot${one.done ? " done" : ""}`);
      dot.type = "button"; dot.tabIndex = -1; dot.style.left = `${100 * one.at / film.duration}%`; dot.title = one.text;
      dot.addEventListener("click", (event) => { event.stopPropagation(); pick(one); });
      rail.append(dot);
    }
    let approved = 0;
    for (const each of document.querySelectorAll(".scene")) {
      const id = each.dataset.scene, verdict = review.verdict(id), count = open.filter((one) => review.sceneAt(one.at).id === id).length;
      approved += verdict === "approved";
      for (const choice of each.querySelectorAll("[data-verdict]")) choice.setAttribute("aria-pressed", String(choice.dataset.verdict === verdict));
      const badge = each.querySelector(".count");
      badge.hidden = !count; badge.textContent = count;
    }
    $("state").textContent = say(`已通过 ${approved} / ${film.scenes.length}`, `${approved} of ${film.scenes.length} approved`);
    $("state").classList.toggle("all", approved === film.scenes.length);
    const text = $("text");
    text.placeholder = text.dataset[root.dataset.ui];
    text.setAttribute("aria-label", say("意见", "Comment"));
  }
  function pick(one) { picked = one.id; seek(one.at); video.pause(); draw(); list.querySelector(".picked")?.scrollIntoView({ block: "nearest" }); }
  function tell(zh, en, bad = false) { const told = $("told"); told.textContent = say(zh, en); told.classList.toggle("bad", bad); }
  function save(kind) {
    const text = { json: review.toJSON, csv: review.toCSV, otio: review.toOTIO }[kind]();
    const link = element("a", "");
    link.href = URL.createObjectURL(new Blob([text], { type: kind === "csv" ? "text/csv" : "application/json" }));
    link.download = `${film.title.replace(/[\\/:*?"<>|\s]+/g, "-")}-review.${kind}`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 4000);
    tell("已导出", "Exported");
  }
  const toggle = () => (video.paused ? video.play().catch(() => {}) : video.pause());

  $("length").textContent = timecode(film.duration, film.fps);
  for (const name of ["timeupdate", "seeked", "loadedmetadata"]) video.addEventListener(name, moved);
  for (const name of ["play", "pause"]) video.addEventListener(name, () => root.classList.toggle("playing", !video.paused));
  $("play").addEventListener("click", toggle);
  const atPointer = (event) => { const box = rail.getBoundingClientRect(); seek(film.duration * (event.clientX - box.left) / box.width); };
  rail.addEventListener("pointerdown", (event) => { if (event.target.classList.contains("dot")) return; rail.setPointerCapture(event.pointerId); atPointer(event); });
  rail.addEventListener("pointermove", (event) => { if (rail.hasPointerCapture(event.pointerId)) atPointer(event); });
  for (const each of document.querySelectorAll(".scene")) {
    each.querySelector(".thumb").addEventListener("click", () => seek(Number(each.dataset.start)));
    for (const choice of each.querySelectorAll("[data-verdict]")) choice.addEventListener("click", () => { review.judge(each.dataset.scene, choice.dataset.verdict); draw(); });
  }
  $("form").addEventListener("submit", (event) => {
    event.preventDefault();
    const one = review.add(video.currentTime || 0, $("text").value, $("who").value);
    if (!one) return $("text").focus();
    $("text").value = ""; picked = one.id;
    try { store.setItem("aigc-studio-review-who", $("who").value); } catch { /* a private window */ }
    draw();
  });
  $("who").value = store.getItem("aigc-studio-review-who") || "";
  $("text").addEventListener("focus", () => video.pause());
  $("text").addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) $("form").requestSubmit();
    if (event.key === "Escape") event.target.blur();
  });
  $("load").addEventListener("change", async (event) => {
    const file = event.target.files[0];
    if (!file) return;
    try { const count = review.merge(await file.text()); tell(`已导入 ${count} 条意见`, `${count} comments imported`); } catch (error) {
      if (error.message === "film") tell("这份意见属于另一条视频", "These comments belong to another video", true);
      else tell("这不是审片意见文件", "This is not a file of comments", true);
    }
    event.target.value = "";
    draw();
  });
  for (const each of document.querySelectorAll("[data-save]")) each.addEventListener("click", () => save(each.dataset.save));
  for (const each of document.querySelectorAll("[data-show]")) each.addEventListener("click", () => {
    show = each.dataset.show;
    for (const other of document.querySelectorAll("[data-show]")) other.setAttribute("aria-pressed", String(other === each));
    draw();
  });
  function speak(language) {
    root.dataset.ui = language; root.lang = language === "zh" ? "zh-Hans" : "en";
    for (const each of document.querySelectorAll("[data-ui-set]")) each.setAttribute("aria-pressed", String(each.dataset.uiSet === language));
    draw();
  }
  for (const each of document.querySelectorAll("[data-ui-set]")) each.addEventListener("click", () => speak(each.dataset.uiSet));
  $("theme").addEventListener("click", () => {
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
  });
  const keys = {
    " ": toggle, k: toggle, j: () => seek(video.currentTime - 5), l: () => seek(video.currentTime + 5),
    ArrowLeft: (e) => seek(video.currentTime - (e.shiftKey ? 1 / film.fps : 1)), ArrowRight: (e) => seek(video.currentTime + (e.shiftKey ? 1 / film.fps : 1)),
    c: () => $("text").focus(),
    n: () => { const one = review.next(video.currentTime, 1); if (one) pick(one); }, p: () => { const one = review.next(video.currentTime, -1); if (one) pick(one); },
    a: () => { const scene = review.sceneAt(video.currentTime); if (scene) { review.judge(scene.id, "approved"); draw(); } },
    ArrowDown: () => { const i = film.scenes.indexOf(review.sceneAt(video.currentTime)); if (film.scenes[i + 1]) seek(film.scenes[i + 1].start); },
    ArrowUp: () => { const i = film.scenes.indexOf(review.sceneAt(video.currentTime)); if (i > 0) seek(film.scenes[i - 1].start); },
  };
  document.addEventListener("keydown", (event) => {
    const typing = /^(INPUT|TEXTAREA)$/.test(event.target.tagName), pressing = event.target.tagName === "BUTTON" && event.key === " ";
    const act = keys[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (typing || pressing || !act || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault(); act(event);
  }, true);
  const asked = new URLSearchParams(location.search);
  if (["zh", "en"].includes(asked.get("ui"))) root.dataset.ui = asked.get("ui");
  if (["light", "dark"].includes(asked.get("theme"))) root.dataset.theme = asked.get("theme");
  speak(root.dataset.ui);
  moved();
})();
