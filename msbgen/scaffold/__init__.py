"""What `new` does before the plan: a project's description, completed from its files, becomes a Dockerfile of one stage.

That Dockerfile is never shown. It takes the way of `convert`, so that one set of rules decides what ships, on which base, and
whether that is proven; `finish` then says of each line why it is there.
"""

from msbgen.scaffold.detect import completed, detected
from msbgen.scaffold.finish import finish
from msbgen.scaffold.ignore import dockerignore
from msbgen.scaffold.load import load
from msbgen.scaffold.needs import needs

__all__ = ["RESULTS", "completed", "detected", "dockerignore", "finish", "load", "needs"]

#: what is written into the project's folder: the result must not depend on whether it is there already
RESULTS = ("Dockerfile", ".dockerignore")
