"""One function a rule: it is given what is known and yields its findings."""
