// Says that a session is about to end, and lets the reader stay. Without it, the foot of each page says when.
(function () {
  "use strict";
  var WARN = 5 * 60;
  var box = document.getElementById("time-left");
  if (!box || typeof box.showModal !== "function") return;
  var form = box.querySelector("form");
  var stay = box.querySelector("[data-stay]");
  var tabs = "BroadcastChannel" in window ? new BroadcastChannel("time left") : null;
  var ends, isLast, timer, dismissed;

  function left() {
    return Math.round((ends - Date.now()) / 1000);
  }

  function say(which, minutes) {
    box.querySelectorAll("[data-said]").forEach(function (line) {
      line.hidden = line.dataset.said !== which;
      var number = line.querySelector("b");
      if (number && minutes && number.textContent !== String(minutes)) number.textContent = minutes;
    });
    form.hidden = which === "last" || which === "over";
  }

  function look() {
    var seconds = left();
    if (seconds <= 0) {
      say("over");
      if (!box.open) box.showModal();
      return;
    }
    if (seconds <= WARN) {
      say(isLast ? "last" : "soon", Math.max(Math.ceil(seconds / 60), 1));
      if (!box.open && !dismissed) box.showModal();
    }
    timer = window.setTimeout(look, 1000 * Math.max(seconds > WARN ? seconds - WARN : Math.min(seconds, 15), 1));
  }

  function begin(seconds, last, tell) {
    ends = Date.now() + seconds * 1000;
    isLast = last;
    dismissed = false;
    window.clearTimeout(timer);
    if (box.open && seconds > WARN) box.close();
    if (tell && tabs) tabs.postMessage({ seconds: seconds, last: last });
    look();
  }

  form.addEventListener("submit", function (event) {
    event.preventDefault();
    stay.disabled = true;
    fetch(form.action, { method: "POST", body: new FormData(form), credentials: "same-origin" })
      .then(function (answer) {
        if (answer.redirected || !answer.ok) throw new Error("refused");
        return answer.json();
      })
      .then(function (told) { begin(told.seconds, told.last, true); })
      .catch(function () { say(left() > 0 ? "failed" : "over"); form.hidden = left() <= 0; })
      .then(function () { stay.disabled = false; });
  });
  box.querySelector("[data-close]").addEventListener("click", function () { box.close(); });
  box.addEventListener("close", function () { dismissed = true; });
  if (tabs) tabs.onmessage = function (event) { begin(event.data.seconds, event.data.last, false); };
  begin(Number(box.dataset.seconds), box.dataset.last === "yes", true);
})();
