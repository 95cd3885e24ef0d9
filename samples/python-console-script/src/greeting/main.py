"""Greets, with words that lie beside the package."""
from importlib import resources

import click


@click.command()
@click.argument("name")
def greet(name):
    click.echo(resources.files("greeting").joinpath("words.txt").read_text().strip().format(name))
