// Binds the sign-in library's passkey forms to ours, and says in words when a passkey did not work.
(function () {
  "use strict";
  document.addEventListener("allauth.error", function (event) {
    var line = document.getElementById("passkey-failed");
    if (!line) return;
    event.preventDefault();
    line.hidden = false;
    line.focus();
  });
  if (!window.PublicKeyCredential) return;
  document.getElementById("passkey-needs").hidden = true;
  document.querySelectorAll("[data-needs-passkeys]").forEach(function (part) {
    part.hidden = false;
  });
  document.querySelectorAll("form[data-passkey]").forEach(function (form) {
    var button = form.querySelector("button").id;
    var alone = form.querySelector("input[type=checkbox]");
    var kind = form.dataset.passkey;
    var options = form.dataset.options ? JSON.parse(form.dataset.options) : null;
    window.allauth.webauthn.forms[kind]({
      ids: {
        add: button,
        authenticate: button,
        login: button,
        passwordless: alone ? alone.id : "",
        credential: form.querySelector("input[name=credential]").id,
      },
      data: { creation_options: options, request_options: options },
    });
  });
})();
