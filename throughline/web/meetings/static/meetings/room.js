// Keeps a room up to date for whoever looks on, and leaves alone what somebody is typing.
(function () {
  "use strict";
  const room = document.querySelector("[data-room]");
  if (!room) return;
  const EVERY = 1500;
  let mark = "";

  function isInUse(part) {
    if (part.contains(document.activeElement) && document.activeElement.matches("input, select, textarea")) return true;
    return Array.from(part.querySelectorAll("textarea, input:not([type=hidden]), select")).some(isChanged);
  }

  function isChanged(field) {
    if (field.type === "checkbox") return field.checked !== field.defaultChecked;
    if (field.tagName === "SELECT") return Array.from(field.options).some((one, place) => one.selected !== (one.defaultSelected || (place === 0 && !field.querySelector("[selected]"))));
    return field.value !== field.defaultValue;
  }

  function take(id, fresh) {
    const old = document.getElementById(id);
    const made = fresh.querySelector("#" + CSS.escape(id));
    if (!old || !made || isInUse(old)) return;
    if (old.querySelector("li[id]") && made.querySelector("li[id]") && sameItems(old, made)) {
      made.querySelectorAll(":scope > li[id]").forEach((item) => replace(document.getElementById(item.id), item));
    } else {
      replace(old, made);
    }
  }

  function sameItems(old, made) {
    const ids = (list) => Array.from(list.querySelectorAll(":scope > li[id]"), (one) => one.id).join();
    return ids(old) === ids(made);
  }

  function say(old, made) {
    made.querySelectorAll("[data-words]").forEach((one) => {
      const here = old.querySelector('[data-words="' + one.dataset.words + '"]');
      if (here && here.textContent !== one.textContent) here.textContent = one.textContent;
    });
  }

  function replace(old, made) {
    if (!old || old.outerHTML === made.outerHTML) return;
    if (isInUse(old)) {
      say(old, made);
      return;
    }
    const opened = Array.from(old.querySelectorAll("details"), (one) => one.open);
    const focused = old.contains(document.activeElement) ? document.activeElement.getAttribute("value") : null;
    made.querySelectorAll("details").forEach((one, place) => { one.open = opened[place] ?? one.open; });
    old.replaceWith(made);
    if (focused) {
      const again = made.querySelector('button[value="' + CSS.escape(focused) + '"]');
      if (again) again.focus();
    }
  }

  async function look() {
    if (document.hidden) return;
    const answer = await fetch(room.dataset.room, { headers: mark ? { "If-None-Match": mark } : {}, cache: "no-store" });
    if (answer.status === 304 || !answer.ok) return;
    mark = answer.headers.get("ETag") || "";
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    const list = document.getElementById("room-items");
    if (list && isInUse(list)) {
      fresh.querySelectorAll("#room-items > li[id]").forEach((item) => replace(document.getElementById(item.id), item));
    } else {
      take("room-items", fresh);
    }
    take("room-panel", fresh);
    take("room-who", fresh);
  }

  window.setInterval(() => look().catch(() => {}), EVERY);
})();
