"""Renders a template."""
import jinja2

print(jinja2.Template("{% for n in range(3) %}{{ n }} {% endfor %}").render().strip())
