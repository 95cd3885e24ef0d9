"""Builds of front ends: what they write is for browsers and for Node.js, no code of another language."""

from __future__ import annotations

from msbgen.model.facts import Effect
from msbgen.understand.paths import covered

__all__ = ["writes_no_code"]

#: package managers and what an install may start for compiled parts, below node_modules
_INSTALLS = frozenset("npm npx yarn yarnpkg pnpm pnpx corepack node-gyp node-gyp-build node-pre-gyp prebuild-install python3 python make gcc g++ cc git".split())
#: compilers to JavaScript and CSS, bundlers, generators of sites, and what scripts around them call (tools.toml)
_BUNDLES = frozenset(
    "tsc vue-tsc tsc-alias tsup tsdown unbuild microbundle esbuild swc babel webpack webpack-cli rspack rsbuild rollup rolldown vite parcel browserify "
    "snowpack wmr terser uglifyjs cleancss sass node-sass lessc stylus postcss tailwindcss purgecss brunch ngc ngcc ng next nuxt nuxi astro gatsby remix "
    "react-router svelte-kit svelte-check react-scripts react-app-rewired craco vue-cli-service quasar vitepress vuepress docusaurus eleventy hexo "
    "storybook build-storybook ember stencil preact poi umi max ice openapi-typescript relay-compiler lingui i18next paraglide-js msw patch-package husky "
    "lefthook simple-git-hooks is-ci only-allow opencollective opencollective-postinstall eslint prettier stylelint vitest jest rimraf mkdirp cross-env "
    "npm-run-all npm-run-all2 run-s run-p concurrently echo cd rm mkdir cp mv true".split()
)


def writes_no_code(effect: Effect) -> bool:
    """Whether an effect of this language is of known programs of that kind only. A script that node itself runs may write anything."""
    if effect.owner != "node":
        return False
    lists = bool(effect.writes) and all(covered(w, ("/etc/apt",)) for w in effect.writes)
    return lists or (bool(effect.programs) and (_INSTALLS | _BUNDLES).issuperset(effect.programs))
