"""msbgen: multi-stage Dockerfiles, proven or not at all."""
