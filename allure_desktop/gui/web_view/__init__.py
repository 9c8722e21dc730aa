"""The embedded web view: the only place that knows QtWebEngine, which is loaded when a page is first shown."""
