/* Speaks SCORM 2004 for course.js. Without an LMS the course runs all the same and keeps nothing. */
var lms = (function () {
  "use strict";

  var api = null;
  var started = 0;
  var ended = false;

  function find(view) {
    for (var steps = 0; view && steps < 20; steps += 1) {
      try {
        if (view.API_1484_11) return view.API_1484_11;
      } catch (error) {
        return null; // a frame of another site stands in between
      }
      if (view.parent === view) break;
      view = view.parent;
    }
    return null;
  }

  function get(element) { return api && !ended ? String(api.GetValue(element)) : ""; }
  function set(element, value) { return api && !ended ? api.SetValue(element, String(value)) === "true" : false; }
  function commit() { if (api && !ended) api.Commit(""); }

  function duration(ms) { return "PT" + Math.max(0, Math.round(ms / 1000)) + "S"; }

  return {
    start: function () {
      api = find(window) || (window.opener && find(window.opener));
      if (api && api.Initialize("") !== "true") api = null;
      started = Date.now();
      if (get("cmi.completion_status") === "unknown" || get("cmi.completion_status") === "not attempted") set("cmi.completion_status", "incomplete");
      return { place: get("cmi.location"), data: get("cmi.suspend_data") };
    },
    keep: function (place, data) {
      set("cmi.location", place);
      set("cmi.suspend_data", data);
      commit();
    },
    answer: function (index, id, given, expected) {
      var at = "cmi.interactions." + index + ".";
      set(at + "id", id);
      set(at + "type", "choice");
      set(at + "correct_responses.0.pattern", expected);
      set(at + "learner_response", given);
      set(at + "result", given === expected ? "correct" : "incorrect");
    },
    complete: function () {
      set("cmi.progress_measure", "1");
      set("cmi.completion_status", "completed");
      commit();
    },
    result: function (percent, passed) {
      set("cmi.score.min", 0);
      set("cmi.score.max", 100);
      set("cmi.score.raw", percent);
      set("cmi.score.scaled", percent / 100);
      set("cmi.success_status", passed ? "passed" : "failed");
      set("cmi.completion_status", "completed");
      commit();
    },
    end: function () {
      if (!api || ended) return;
      set("cmi.session_time", duration(Date.now() - started));
      set("cmi.exit", "suspend");
      api.Terminate("");
      ended = true;
    },
    close: function () {
      var more = get("adl.nav.request_valid.continue") === "true";
      set("adl.nav.request", more ? "continue" : "exitAll");
      this.end();
      if (!more) window.close();
    }
  };
})();
