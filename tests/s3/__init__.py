"""S3 servers of two opinions under the sandbox, and the uploads over them."""
