"""Areas of shapes that plugins bring (entry points of the group "shapes")."""

from importlib.metadata import entry_points
from importlib.resources import files

import click


@click.command()
@click.argument("size", type=float)
def main(size: float) -> None:
    for point in entry_points(group="shapes"):
        click.echo(f"{point.name} {point.load()(size):.2f} {files(__name__).joinpath('unit.txt').read_text().strip()}")
