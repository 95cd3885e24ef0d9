"""The boxes that msbgen's data passes through, all frozen; each module names one stop on the way."""
