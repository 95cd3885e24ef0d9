from setuptools import Extension, setup

setup(
    ext_modules=[Extension("digest._sodium", ["digest/sodium.c"], libraries=["sodium"])],
    packages=["digest"],
    package_data={"digest": ["key.txt"]},
    data_files=[("share/digest", ["README"])],
)
