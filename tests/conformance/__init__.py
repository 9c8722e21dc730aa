"""What any AllureConnect server must do, from the public API page alone.

Runs on the sandbox, with its files here and on real S3 servers, or on the server that ALLURE_CONFORMANCE_URL, _TENANT
and _KEY name (the key needs the scopes read and write; packages are made there, and deleted where the server declares
that it can).
"""
