/* Slides, questions and what is reported of them. The page says what it wants in data attributes; `lms` is the driver
   of the standard, loaded before this script. */
(function () {
  "use strict";

  var slides = Array.prototype.slice.call(document.querySelectorAll(".slide"));
  var questions = slides.filter(function (slide) { return slide.hasAttribute("data-answer"); });
  var result = document.querySelector("[data-result]");
  var passMark = Number(document.body.getAttribute("data-pass") || 80);
  var state = { seen: {}, answers: {} };
  var at = 0;
  var way, back, on, dots, count;

  function make(name, attributes, parent) {
    var element = document.createElement(name);
    Object.keys(attributes).forEach(function (key) { element[key] = attributes[key]; });
    parent.appendChild(element);
    return element;
  }

  function build() {
    way = make("nav", { className: "way" }, document.body);
    way.setAttribute("aria-label", "Slides");
    back = make("button", { type: "button", textContent: "Back" }, way);
    dots = make("span", { className: "dots" }, way);
    dots.setAttribute("aria-hidden", "true");
    slides.forEach(function () { make("i", {}, dots); });
    count = make("span", { className: "count" }, way);
    count.setAttribute("aria-live", "polite");
    on = make("button", { type: "button", className: "go" }, way);
    back.addEventListener("click", function () { show(at - 1); });
    on.addEventListener("click", step);
    questions.forEach(function (slide) {
      slide.addEventListener("change", function () { paint(); });
    });
  }

  function choice(slide) {
    var input = slide.querySelector("input:checked");
    return input ? input.value : "";
  }

  function answered(slide) { return state.answers[slide.id] !== undefined; }

  function step() {
    var slide = slides[at];
    if (slide.hasAttribute("data-answer") && !answered(slide)) check(slide);
    else if (at < slides.length - 1) show(at + 1);
    else if (mayTryAgain()) tryAgain();
    else lms.close();
  }

  function mayTryAgain() { return questions.length > 0 && percent() < passMark; }

  function tryAgain() {
    state.answers = {};
    questions.forEach(function (slide) {
      Array.prototype.forEach.call(slide.querySelectorAll("input"), function (input) { input.checked = false; });
    });
    show(slides.indexOf(questions[0]));
  }

  function check(slide) {
    state.answers[slide.id] = choice(slide);
    lms.answer(questions.indexOf(slide), slide.id, choice(slide), slide.getAttribute("data-answer"));
    if (questions.every(answered)) report();
    keep();
    paint();
  }

  function right(slide) { return state.answers[slide.id] === slide.getAttribute("data-answer"); }

  function percent() {
    return Math.round((questions.filter(right).length / questions.length) * 100);
  }

  function report() { lms.result(percent(), percent() >= passMark); }

  function keep() { lms.keep(slides[at].id, JSON.stringify(state)); }

  function show(index) {
    at = Math.max(0, Math.min(slides.length - 1, index));
    state.seen[slides[at].id] = 1;
    keep();
    if (!questions.length && slides.every(function (slide) { return state.seen[slide.id]; })) lms.complete();
    paint();
    var heading = slides[at].querySelector("h1, h2, legend");
    if (heading) { heading.tabIndex = -1; heading.style.outline = "none"; heading.focus({ preventScroll: true }); }
  }

  function paintQuestion(slide) {
    var done = answered(slide);
    var list = slide.querySelector(".answers");
    var words = slide.querySelector(".feedback");
    list.classList.toggle("checked", done);
    Array.prototype.forEach.call(list.querySelectorAll("input"), function (input) {
      input.disabled = done;
      if (done) input.checked = input.value === state.answers[slide.id];
      input.parentNode.className = !done ? "" : input.value === slide.getAttribute("data-answer") ? "right" : input.checked ? "wrong" : "";
    });
    words.className = "feedback" + (done ? (right(slide) ? " right" : " wrong") : "");
    words.textContent = !done ? "" : (right(slide) ? "Correct. " : "Not quite. ") + slide.getAttribute("data-why");
  }

  function paint() {
    var slide = slides[at];
    slides.forEach(function (one, index) {
      one.classList.toggle("shown", index === at);
      dots.children[index].className = index === at ? "here" : state.seen[one.id] ? "seen" : "";
    });
    if (slide.hasAttribute("data-answer")) paintQuestion(slide);
    if (slide === result && questions.length) {
      result.querySelector(".result").textContent = percent() + " %";
      result.querySelector(".verdict").textContent = percent() >= passMark
        ? "Passed. You answered " + questions.filter(right).length + " of " + questions.length + " questions correctly."
        : "Not passed yet: " + passMark + " % are needed. Read the lesson again and come back.";
    }
    var asks = slide.hasAttribute("data-answer") && !answered(slide);
    back.disabled = at === 0;
    on.textContent = asks ? "Check answer" : at < slides.length - 1 ? "Continue" : mayTryAgain() ? "Try again" : "Finish";
    on.disabled = asks && !choice(slide);
    count.textContent = "Slide " + (at + 1) + " of " + slides.length;
  }

  function restore() {
    var kept = lms.start();
    try {
      var read = JSON.parse(kept.data || "{}");
      state.seen = read.seen || {};
      state.answers = read.answers || {};
    } catch (error) {
      state = { seen: {}, answers: {} };
    }
    var place = slides.findIndex(function (slide) { return slide.id === kept.place; });
    show(place < 0 ? 0 : place);
  }

  build();
  restore();
  window.addEventListener("pagehide", function () { lms.end(); });
})();
