/* Speaks SCORM 1.2 for course.js. Without an LMS the course runs all the same and keeps nothing. */
var lms = (function () {
  "use strict";

  var api = null;
  var started = 0;
  var ended = false;

  function find(view) {
    for (var steps = 0; view && steps < 20; steps += 1) {
      try {
        if (view.API) return view.API;
      } catch (error) {
        return null; // a frame of another site stands in between
      }
      if (view.parent === view) break;
      view = view.parent;
    }
    return null;
  }

  function get(element) { return api && !ended ? String(api.LMSGetValue(element)) : ""; }
  function set(element, value) { return api && !ended ? String(api.LMSSetValue(element, String(value))) === "true" : false; }
  function commit() { if (api && !ended) api.LMSCommit(""); }

  function two(number) { return (number < 10 ? "0" : "") + number; }
  function duration(ms) {
    var seconds = Math.max(0, Math.round(ms / 1000));
    return two(Math.floor(seconds / 3600)) + ":" + two(Math.floor(seconds / 60) % 60) + ":" + two(seconds % 60);
  }

  return {
    start: function () {
      api = find(window) || (window.opener && find(window.opener));
      if (api && String(api.LMSInitialize("")) !== "true") api = null;
      started = Date.now();
      if (get("cmi.core.lesson_status") === "not attempted") set("cmi.core.lesson_status", "incomplete");
      return { place: get("cmi.core.lesson_location"), data: get("cmi.suspend_data") };
    },
    keep: function (place, data) {
      set("cmi.core.lesson_location", place);
      set("cmi.suspend_data", data);
      commit();
    },
    answer: function (index, id, given, expected) {
      var at = "cmi.interactions." + index + ".";
      set(at + "id", id);
      set(at + "type", "choice");
      set(at + "correct_responses.0.pattern", expected);
      set(at + "student_response", given);
      set(at + "result", given === expected ? "correct" : "wrong");
    },
    complete: function () {
      set("cmi.core.lesson_status", "completed");
      commit();
    },
    result: function (percent, passed) {
      set("cmi.core.score.min", 0);
      set("cmi.core.score.max", 100);
      set("cmi.core.score.raw", percent);
      set("cmi.core.lesson_status", passed ? "passed" : "failed");
      commit();
    },
    end: function () {
      if (!api || ended) return;
      set("cmi.core.session_time", duration(Date.now() - started));
      set("cmi.core.exit", "suspend");
      api.LMSFinish("");
      ended = true;
    },
    close: function () {
      this.end();
      window.close();
    }
  };
})();
