"use strict";
(function () {
  var root = document.documentElement;
  var chosen = ["shop", "export"].map(function (id) { return document.getElementById(id); });
  function speak(language) { root.lang = language; }
  function filter() {
    var shop = chosen[0] ? chosen[0].value : "";
    var wanted = chosen[1] ? chosen[1].value : "";
    document.querySelectorAll("article").forEach(function (one) {
      var shops = one.dataset.shops.split(" ").filter(Boolean);
      one.hidden = (shop !== "" && shops.indexOf(shop) < 0) || (wanted !== "" && one.dataset.export !== wanted);
    });
  }
  document.getElementById("language").addEventListener("click", function () {
    speak(root.lang === "zh" ? "en" : "zh");
  });
  chosen.forEach(function (one) { if (one) { one.addEventListener("change", filter); } });
  speak((navigator.language || "").toLowerCase().indexOf("zh") === 0 ? "zh" : "en");
  filter();
})();
