"use strict";
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const one = (selector, root = document) => root.querySelector(selector);
  const html = document.documentElement;
  html.classList.add("js");

  // The page's own words: Chinese or English.
  const showUi = (language) => {
    html.dataset.ui = language;
    html.lang = language === "zh" ? "zh-Hans" : "en";
    all("[data-ui-set]").forEach((b) => b.setAttribute("aria-pressed", b.dataset.uiSet === language));
  };
  all("[data-ui-set]").forEach((b) => b.addEventListener("click", () => showUi(b.dataset.uiSet)));
  const asked = new URLSearchParams(location.search).get("ui");
  if (asked === "zh" || asked === "en") showUi(asked);

  // Which section is being looked at.
  const links = all(".bar a");
  const sections = links.map((a) => one(a.getAttribute("href")));
  const mark = () => {
    const line = innerHeight * 0.35;
    let at = sections.findLastIndex((s) => s.getBoundingClientRect().top <= line);
    if (scrollY + innerHeight >= html.scrollHeight - 4) at = sections.length - 1;
    links.forEach((a, i) => (i === at ? a.setAttribute("aria-current", "true") : a.removeAttribute("aria-current")));
  };
  addEventListener("scroll", mark, { passive: true });
  addEventListener("resize", mark);
  mark();

  // Channels as tabs; arrow keys move, as the ARIA pattern wants.
  const tabs = all('[role="tab"]');
  const choose = (tab, focus) => {
    tabs.forEach((other) => {
      const on = other === tab;
      other.setAttribute("aria-selected", on);
      other.tabIndex = on ? 0 : -1;
      document.getElementById(other.getAttribute("aria-controls")).hidden = !on;
    });
    if (focus) {
      tab.focus();
      tab.scrollIntoView({ block: "nearest", inline: "nearest" });
    }
  };
  tabs.forEach((tab, i) => {
    tab.addEventListener("click", () => choose(tab, false));
    tab.addEventListener("keydown", (event) => {
      const to = { ArrowRight: i + 1, ArrowDown: i + 1, ArrowLeft: i - 1, ArrowUp: i - 1, Home: 0, End: tabs.length - 1 }[event.key];
      if (to === undefined) return;
      event.preventDefault();
      choose(tabs[(to + tabs.length) % tabs.length], true);
    });
  });
  if (tabs.length) choose(tabs[0], false);

  // Variants of one channel: language first, then which one.
  const panels = all(".panel");
  const showCards = (panel, language, index) => {
    const mine = all(".card", panel).filter((card) => card.dataset.lang === language);
    all(".card", panel).forEach((card) => (card.hidden = card !== mine[index]));
    const box = one(".variants", panel);
    box.replaceChildren(
      ...(mine.length < 2 ? [] : mine).map((card, i) => {
        const button = document.createElement("button");
        button.type = "button";
        button.textContent = String.fromCharCode(65 + i) + (isNaN(card.dataset.name) ? " · " + card.dataset.name : "");
        button.setAttribute("aria-pressed", i === index);
        button.addEventListener("click", () => {
          showCards(panel, language, i);
          one(".variants", panel).children[i].focus();
        });
        return button;
      })
    );
    all("[data-copy-lang]", panel).forEach((b) => b.setAttribute("aria-pressed", b.dataset.copyLang === language));
  };
  panels.forEach((panel) => {
    const first = one("[data-copy-lang]", panel)?.dataset.copyLang ?? one(".card", panel)?.dataset.lang;
    if (first) showCards(panel, first, 0);
    all("[data-copy-lang]", panel).forEach((b) =>
      b.addEventListener("click", () =>
        // one choice for all channels: who reads English copy reads it everywhere
        panels.filter((p) => one(`.card[data-lang="${b.dataset.copyLang}"]`, p)).forEach((p) => showCards(p, b.dataset.copyLang, 0))
      )
    );
  });

  // Copy to the clipboard; the older way where a page opened as a file may not use the newer.
  const put = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const area = document.createElement("textarea");
      area.value = text;
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
  };
  all("[data-copy]").forEach((button) =>
    button.addEventListener("click", async () => {
      await put(document.getElementById(button.dataset.copy).textContent);
      button.classList.add("copied");
      setTimeout(() => button.classList.remove("copied"), 1600);
    })
  );

  // From the script into the video.
  const video = one("video");
  all("[data-seek]").forEach((button) =>
    button.addEventListener("click", () => {
      video.currentTime = Number(button.dataset.seek) + 0.01;
      video.play().catch(() => {});
      video.scrollIntoView({ block: "nearest" });
    })
  );

  // Posters at full size.
  const dialog = one("dialog.light");
  const frames = all(".frame");
  let at = 0;
  const show = (i) => {
    at = (i + frames.length) % frames.length;
    const small = one("img", frames[at]);
    const large = one("img", dialog);
    large.src = frames[at].dataset.full;
    large.alt = small.alt;
    one("figcaption", dialog).textContent = `${small.alt}  (${at + 1} / ${frames.length})`;
  };
  frames.forEach((frame, i) =>
    frame.addEventListener("click", () => {
      show(i);
      dialog.showModal();
    })
  );
  if (dialog) {
    one(".prev", dialog).addEventListener("click", () => show(at - 1));
    one(".next", dialog).addEventListener("click", () => show(at + 1));
    dialog.addEventListener("keydown", (event) => {
      if (event.key === "ArrowLeft") show(at - 1);
      if (event.key === "ArrowRight") show(at + 1);
    });
    dialog.addEventListener("click", (event) => {
      if (event.target === dialog || event.target.tagName === "FIGURE") dialog.close();
    });
    dialog.addEventListener("close", () => frames[at].focus());
  }
})();
