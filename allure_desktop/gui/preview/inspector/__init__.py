"""The inspector of a preview: calls, data model, requests and console."""
