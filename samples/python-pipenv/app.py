"""Signs what it is given and reads it back."""

import importlib.util
import sys

from itsdangerous import URLSafeSerializer

serializer = URLSafeSerializer("key")
print(serializer.loads(serializer.dumps("signed")), sys.prefix, importlib.util.find_spec("iniconfig"))
